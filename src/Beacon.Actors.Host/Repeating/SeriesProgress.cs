using Beacon.Records.Events;

namespace Beacon.Actors.Host.Repeating;

/// <summary>The progress of a series of runs.</summary>
/// <param name="Side">The side of the current run.</param>
/// <param name="Number">The number of the current run, from 1.</param>
/// <param name="Total">The expected number of runs.</param>
/// <param name="Left">The expected time of all runs after the current one.</param>
internal sealed record SeriesProgress(SeriesSide Side, int Number, int Total, TimeSpan Left)
{
    /// <summary>Whether the current run only warms up: the numbers are then those of the warm-ups.</summary>
    public bool IsWarmup { get; init; }

    /// <summary>The expected time of a run of a side: the mean of its runs, before the first one the duration of its plan.</summary>
    public static TimeSpan Expected(SeriesSide side, TimeSpan elsewhere) =>
        side.Results switch
        {
            { Count: > 0 } results => TimeSpan.FromTicks((long)results.Average(result => result.Elapsed.Ticks)),
            _ when side.Warmups.Count > 0 => side.Warmups[^1].Elapsed,
            _ => side.Plan.Duration ?? elsewhere,
        };

    /// <summary>Why a run is not comparable; empty: it is.</summary>
    public static string ReasonsOf(RunResult result) => string.Join("; ", result.NotComparable);
}
