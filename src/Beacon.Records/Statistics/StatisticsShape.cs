using Beacon.Plans;
using Beacon.Plans.Units;

namespace Beacon.Records.Statistics;

/// <summary>
/// What a plan says of the statistics of a component whatever their format: which are read, their units, and which way they get better.
/// </summary>
internal sealed class StatisticsShape(string component, StatisticsSpec spec)
{
    // Names may be any number; those of the statistics that are kept are not.
    private const int MostRemembered = 2 * StatisticsTally.MaximumStatistics;

    private readonly Dictionary<(string Group, string Name), Trait> _traits = [];
    private readonly bool _isPlain = spec.Only.IsEmpty && spec.Units.IsEmpty && spec.UnitNames.IsEmpty && spec.Better.IsEmpty;

    /// <summary>The statistic as it is recorded; null: it is not one of those to read.</summary>
    public Statistic? Of(string group, string name, StatisticValue value)
    {
        var statistic = new Statistic(component, group, name, value.Value, value.Unit, value.Text);
        if (_isPlain)
            return statistic;
        var trait = TraitOf(group, name, statistic);
        if (!trait.IsTaken)
            return null;
        var unit =
            trait.Unit is { } said && !(StatisticValue.TryParse(value.Text, out var printed) && printed.Unit.Length > 0)
                ? StatisticValue.InOneSpelling(said)
                : Meant(value.Unit);
        return statistic with { Unit = unit, Better = trait.Better };
    }

    private Trait TraitOf(string group, string name, Statistic statistic)
    {
        if (_traits.TryGetValue((group, name), out var known))
            return known;
        var key = statistic.Key;
        var trait = new Trait(
            spec.Takes(key),
            StatisticsSpec.BestFor(spec.Units, key)?.Value,
            StatisticsSpec.BestFor(spec.Better, key)?.Value
        );
        if (_traits.Count < MostRemembered)
            _traits[(group, name)] = trait;
        return trait;
    }

    // MB/s is MiB/s where MB is MiB.
    private string Meant(string unit) =>
        unit.Length == 0 || spec.UnitNames.IsEmpty ? unit
        : spec.UnitNames.TryGetValue(unit, out var meant) ? meant
        : string.Join('/', unit.Split('/').Select(part => spec.UnitNames.GetValueOrDefault(part, part)));

    private readonly record struct Trait(bool IsTaken, string? Unit, Better? Better);
}
