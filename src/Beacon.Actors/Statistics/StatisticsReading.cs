using System.Collections.Immutable;

namespace Beacon.Actors.Statistics;

/// <summary>What was found in a log.</summary>
/// <param name="Statistics">The statistics, in the order in which they were first named.</param>
/// <param name="Absence">Why there are none, for a person; null: there are.</param>
public sealed record StatisticsReading(ImmutableArray<Statistic> Statistics, string? Absence);
