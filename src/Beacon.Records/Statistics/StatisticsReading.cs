using System.Collections.Immutable;

namespace Beacon.Records.Statistics;

/// <summary>What was found in a log.</summary>
/// <param name="Statistics">The statistics, in the order in which they were first named; all finite.</param>
/// <param name="Absence">Why there are none, for a person; null: there are.</param>
public sealed record StatisticsReading(ImmutableArray<Statistic> Statistics, string? Absence)
{
    /// <summary>What shows that they are not all that the program had to say, for a person; null: they are. Then each of them is marked.</summary>
    public string? CutOff { get; init; }

    /// <summary>
    /// Those that the program gave as not a number, or as infinite, and which are therefore left out; <see cref="Statistic.Text"/> says which.
    /// </summary>
    public ImmutableArray<Statistic> NotFinite { get; init; } = [];
}
