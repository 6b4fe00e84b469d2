using System.Collections.Immutable;

namespace Beacon.Records.Statistics;

/// <summary>The statistics that were found in a log.</summary>
/// <param name="Statistics">The statistics, in the order of their first occurrence; all finite.</param>
/// <param name="Absence">Why there are none, as text; null: there are some.</param>
public sealed record StatisticsReading(ImmutableArray<Statistic> Statistics, string? Absence)
{
    /// <summary>Why the report is incomplete, as text; null: it is complete. Each statistic of an incomplete report is marked.</summary>
    public string? CutOff { get; init; }

    /// <summary>
    /// Statistics that were printed as NaN or infinity and are therefore left out; <see cref="Statistic.Text"/> holds the printed text.
    /// </summary>
    public ImmutableArray<Statistic> NotFinite { get; init; } = [];
}

/// <summary>How a program ended, as far as it matters for the completeness of its output.</summary>
public enum ProgramEnd
{
    /// <summary>It exited by itself with success: its output is complete.</summary>
    Finished,

    /// <summary>The stop signal terminated it: its last line may be cut off.</summary>
    Stopped,

    /// <summary>It crashed, failed or was killed: its output may be cut off anywhere.</summary>
    Broken,
}
