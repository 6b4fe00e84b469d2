using System.Text.RegularExpressions;
using Beacon.Plans;
using Beacon.Plans.Units;
using Beacon.Records.Statistics;

namespace Beacon.Records.Comparing;

/// <summary>
/// The values of a statistic on both sides, in one unit: the first unit of the baseline. Resolution: the value of one in the last printed
/// digit; 0: the values are exact counts. Clash: a unit that can't be converted into this one; null: there is none.
/// </summary>
internal sealed record ComparedValues(string Unit, Sample Baseline, Sample Candidate, double Resolution, string? Clash)
{
    /// <summary>Which way it gets better, where a plan says it: that of the candidate's, if the two differ; null: none says it.</summary>
    public Better? Better { get; private init; }

    public static ComparedValues Of(IReadOnlyList<RunStatistic> baseline, IReadOnlyList<RunStatistic> candidate)
    {
        var all = baseline.Concat(candidate).Select(entry => entry.Statistic).ToList();
        var unit = all[0].Unit;
        var scale = UnitScale.Of(unit);
        var clash = all.Select(statistic => statistic.Unit).FirstOrDefault(other => UnitScale.Of(other).Unit != scale.Unit);
        if (clash is not null)
            return new ComparedValues(unit, new Sample([]), new Sample([]), 0, clash);

        double FactorOf(Statistic statistic) => statistic.Unit == unit ? 1 : UnitScale.Of(statistic.Unit).FactorTo(scale);
        Sample SampleOf(IReadOnlyList<RunStatistic> side) =>
            new([
                .. side.Select(entry => new RunValue(
                    entry.Run,
                    entry.Statistic.Value * FactorOf(entry.Statistic),
                    $"{entry.Statistic.Text}"
                )),
            ]);
        return new ComparedValues(
            unit,
            SampleOf(baseline),
            SampleOf(candidate),
            all.Max(statistic => (statistic.Resolution ?? PrintedDigit.Of(statistic)) * FactorOf(statistic)),
            null
        )
        {
            Better = all.LastOrDefault(statistic => statistic.Better is not null)?.Better,
        };
    }
}

/// <summary>
/// The value of one in the last digit of a printed number. Times that are printed as 4 µs and 5 µs may be almost equal, so a difference of
/// one in the last digit does not count.
/// </summary>
internal static partial class PrintedDigit
{
    /// <summary>The value, in the printed unit; 0: the number is an exact count.</summary>
    public static double Of(Statistic statistic)
    {
        var match = Number().Match(statistic.Text.Raw);
        if (!match.Success || match.Groups["exponent"].Success)
            return 0;

        var decimals = match.Groups["decimals"].Length;
        return decimals == 0 && Direction.Of(statistic.Unit) is null ? 0 : Math.Pow(10, -decimals);
    }

    [GeneratedRegex(@"[0-9,]*(?:\.(?<decimals>[0-9]+))?(?<exponent>[eE][+\-]?[0-9])?", RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}

/// <summary>The better direction of a statistic.</summary>
public static class Direction
{
    private const string Time = "ns";
    private static readonly string[] RatesInAWord = ["rps", "qps", "tps", "pps"];

    /// <summary>That which the plan gives it (<see cref="Statistic.Better"/>), else that of its unit; null: neither says it.</summary>
    /// <param name="statistic">The statistic.</param>
    public static Better? Of(Statistic statistic)
    {
        ArgumentNullException.ThrowIfNull(statistic);
        return statistic.Better ?? Of(statistic.Unit);
    }

    /// <summary>Lower for a time and a time per item, higher for a rate; null: the unit gives no direction.</summary>
    internal static Better? Of(string unit)
    {
        var scale = UnitScale.Of(unit);
        return scale.Dimension switch
        {
            Dimension.Time => Better.Lower,
            Dimension.Ratio when scale.Unit.StartsWith($"{Time}/", StringComparison.Ordinal) => Better.Lower,
            Dimension.Rate => Better.Higher,
            Dimension.Count when RatesInAWord.Contains(scale.Unit) => Better.Higher,
            _ => null,
        };
    }
}
