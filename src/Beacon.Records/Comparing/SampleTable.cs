using System.Collections.Immutable;
using Beacon.Plans;
using Beacon.Records.Events;
using Beacon.Records.Measuring;
using Beacon.Records.Statistics;

namespace Beacon.Records.Comparing;

/// <summary>The statistics of several runs and what was measured of them, grouped by key.</summary>
public sealed class SampleTable
{
    private readonly OrderedDictionary<StatisticKey, List<RunStatistic>> _rows = [];

    /// <summary>Makes the table of some runs.</summary>
    /// <param name="runs">The runs.</param>
    public SampleTable(IEnumerable<RunResult> runs)
    {
        foreach (var run in runs)
        {
            var seen = new Dictionary<StatisticKey, int>();
            foreach (
                var statistic in run.Statistics.Where(statistic => double.IsFinite(statistic.Value)).Concat(MeasuredStatistics.Of(run))
            )
                Add(run.Id, statistic, seen);
        }
    }

    /// <summary>The statistics that at least one run has, in the order of their first occurrence.</summary>
    public IReadOnlyList<StatisticKey> Keys => _rows.Keys;

    /// <summary>The values of a statistic, in the order of the runs; empty: no run has it.</summary>
    public IReadOnlyList<RunStatistic> Of(StatisticKey key) => _rows.TryGetValue(key, out var row) ? row : [];

    // A name that occurs again in a run is another statistic.
    private void Add(string run, Statistic statistic, Dictionary<StatisticKey, int> seen)
    {
        var key = statistic.Key;
        var times = seen[key] = seen.GetValueOrDefault(key) + 1;
        if (times > 1)
            key = key with { Name = $"{key.Name} ({times})" };
        if (!_rows.TryGetValue(key, out var row))
            _rows[key] = row = [];
        row.Add(new RunStatistic(run, statistic));
    }
}

/// <summary>A statistic of one run.</summary>
public sealed record RunStatistic(string Run, Statistic Statistic);
