#pragma warning disable CS1591
using System.Collections.Immutable;
using Beacon.Actors.Plans;
namespace Beacon.Actors.Statistics;

public sealed record StatisticsReading(ImmutableArray<Statistic> Statistics, string? Absence);
public static class FinalStatistics { public static StatisticsReading Read(string component, StatisticsSpec spec, string log, long? offset) => new([], $"marker at {offset}"); }
public sealed class LiveCounters(string component, StatisticsSpec spec) { public IReadOnlyList<Statistic> Read(string line) => [new(component, "", "x", spec.Live.Length, "", line)]; }
