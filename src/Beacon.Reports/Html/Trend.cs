using Beacon.Plans.Units;
using Beacon.Records.Comparing;
using Beacon.Records.Events;

namespace Beacon.Reports.Html;

/// <summary>The values of statistics in all known runs, in order of time.</summary>
internal sealed class Trend
{
    private readonly Dictionary<string, RunResult> _runs;
    private readonly HashSet<string> _baseline;
    private readonly HashSet<string> _candidate;
    private readonly SampleTable _table;

    public Trend(Comparison comparison, IEnumerable<RunResult> history)
    {
        _baseline = [.. comparison.Baseline.Runs.Select(run => run.Id)];
        _candidate = [.. comparison.Candidate.Runs.Select(run => run.Id)];
        _runs = comparison
            .Baseline.Runs.Concat(comparison.Candidate.Runs)
            .Concat(history)
            .DistinctBy(run => run.Id)
            .ToDictionary(run => run.Id);
        _table = new SampleTable(_runs.Values.OrderBy(run => run.StartedAt).ThenBy(run => run.Id, StringComparer.Ordinal));
    }

    /// <summary>The number of runs that are not compared.</summary>
    public int Others => _runs.Count - _baseline.Count - _candidate.Count;

    /// <summary>The values of a statistic in the unit of the comparison; a run with a unit of another dimension has none.</summary>
    public IReadOnlyList<TrendPoint> Of(StatisticComparison statistic)
    {
        var scale = UnitScale.Of(statistic.Unit);
        return
        [
            .. from entry in _table.Of(statistic.Key)
            let own = UnitScale.Of(entry.Statistic.Unit)
            where own.Unit == scale.Unit
            let factor = entry.Statistic.Unit == statistic.Unit ? 1 : own.FactorTo(scale)
            select new TrendPoint(_runs[entry.Run], entry.Statistic.Value * factor, $"{entry.Statistic.Text}", SideOf(entry.Run)),
        ];
    }

    private RunSide SideOf(string run) =>
        _baseline.Contains(run) ? RunSide.Baseline
        : _candidate.Contains(run) ? RunSide.Candidate
        : RunSide.Neither;
}

/// <summary>A run in a trend: its value in the unit of the comparison, and as it was printed.</summary>
internal sealed record TrendPoint(RunResult Run, double Value, string Text, RunSide Side);

internal enum RunSide
{
    Baseline,
    Candidate,
    Neither,
}
