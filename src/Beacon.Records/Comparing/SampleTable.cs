using System.Collections.Immutable;
using Beacon.Plans;
using Beacon.Plans.Units;
using Beacon.Records.Statistics;

namespace Beacon.Records.Comparing;

/// <summary>The statistics of several runs, by which they are.</summary>
internal sealed class SampleTable
{
    private readonly Dictionary<StatisticKey, List<RunStatistic>> _rows = [];
    private readonly List<StatisticKey> _order = [];

    public SampleTable(IEnumerable<RunSample> runs)
    {
        foreach (var run in runs)
        {
            var seen = new Dictionary<StatisticKey, int>();
            foreach (var statistic in run.Statistics.Where(statistic => double.IsFinite(statistic.Value)))
                Add(run.Id, statistic, seen);
        }
    }

    /// <summary>The statistics that at least one run has, in the order in which they were met.</summary>
    public IReadOnlyList<StatisticKey> Keys => _order;

    /// <summary>What the runs say of a statistic, in the order of the runs; empty: no run has it.</summary>
    public IReadOnlyList<RunStatistic> Of(StatisticKey key) => _rows.TryGetValue(key, out var row) ? row : [];

    // A block may say the same name twice: the second is another statistic.
    private void Add(string run, Statistic statistic, Dictionary<StatisticKey, int> seen)
    {
        var key = new StatisticKey(statistic.Component, statistic.Group, statistic.Name);
        var times = seen[key] = seen.GetValueOrDefault(key) + 1;
        if (times > 1)
            key = key with { Name = $"{key.Name} ({times})" };
        if (!_rows.TryGetValue(key, out var row))
        {
            _rows[key] = row = [];
            _order.Add(key);
        }

        row.Add(new RunStatistic(run, statistic));
    }
}

/// <summary>A statistic of one run.</summary>
internal sealed record RunStatistic(string Run, Statistic Statistic);

/// <summary>The values of a statistic on both sides, in one unit: the one that the baseline printed first.</summary>
/// <param name="Unit">The unit.</param>
/// <param name="Baseline">The baseline's values.</param>
/// <param name="Candidate">The candidate's values.</param>
/// <param name="Resolution">What the last printed digit counts; 0: whole things that are counted.</param>
/// <param name="Clash">Another unit that can't be brought to this one; null: there is none.</param>
internal sealed record Measured(string Unit, Sample Baseline, Sample Candidate, double Resolution, string? Clash)
{
    public static Measured Of(IReadOnlyList<RunStatistic> baseline, IReadOnlyList<RunStatistic> candidate)
    {
        var all = baseline.Concat(candidate).Select(entry => entry.Statistic).ToList();
        var unit = all[0].Unit;
        var scale = UnitScale.Of(unit);
        var clash = all.Select(statistic => statistic.Unit).FirstOrDefault(other => UnitScale.Of(other).Unit != scale.Unit);
        if (clash is not null)
            return new Measured(unit, new Sample([]), new Sample([]), 0, clash);

        double FactorOf(Statistic statistic) => statistic.Unit == unit ? 1 : UnitScale.Of(statistic.Unit).FactorTo(scale);
        Sample SampleOf(IReadOnlyList<RunStatistic> side) =>
            new([
                .. side.Select(entry => new RunValue(entry.Run, entry.Statistic.Value * FactorOf(entry.Statistic), entry.Statistic.Text)),
            ]);
        return new Measured(
            unit,
            SampleOf(baseline),
            SampleOf(candidate),
            all.Max(statistic => PrintedDigit.Of(statistic) * FactorOf(statistic)),
            null
        );
    }
}
