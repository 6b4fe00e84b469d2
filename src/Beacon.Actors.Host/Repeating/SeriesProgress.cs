using Beacon.Records.Events;

namespace Beacon.Actors.Host.Repeating;

/// <summary>How far a series of runs is.</summary>
/// <param name="Side">Whose turn it is, or was.</param>
/// <param name="Number">Which run it is, from 1.</param>
/// <param name="Of">How many there will be, as far as is known.</param>
/// <param name="Left">How long the runs that follow this one will most likely take.</param>
internal sealed record SeriesProgress(SeriesSide Side, int Number, int Of, TimeSpan Left)
{
    /// <summary>How long a run of each side takes: as those that were, and before the first, as long as its plan says.</summary>
    public static TimeSpan Expected(SeriesSide side, TimeSpan elsewhere) =>
        side.Results switch
        {
            { Count: > 0 } results => TimeSpan.FromTicks((long)results.Average(result => result.Elapsed.Ticks)),
            _ => side.Plan.Duration ?? elsewhere,
        };

    /// <summary>Why a run is not one of those that are compared; empty: it is.</summary>
    public static string ReasonsOf(RunResult result) => string.Join("; ", result.NotComparable);
}
