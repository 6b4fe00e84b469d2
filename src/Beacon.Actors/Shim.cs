#pragma warning disable CS1591
using System.Collections.Immutable;
using Beacon.Actors.Plans;
namespace Beacon.Actors.Plans
{
    public sealed record PlaceholderValues { public required string Run { get; init; } public required string Record { get; init; } public required string Component { get; init; } public TimeSpan? Duration { get; init; } }
    public static class Placeholders { public static ComponentSpec Expand(ComponentSpec c, PlaceholderValues v) => c with { Args = [.. c.Args.Select(a => a.Replace("{run-id}", v.Run))] }; }
    public static class PlanWriter { public static string Write(RunPlan p) => p.Name; }
}
namespace Beacon.Actors.Statistics
{
    public sealed record StatisticsReading(ImmutableArray<Statistic> Statistics, string? Absence);
    public static class FinalStatistics { public static StatisticsReading Read(string component, StatisticsSpec spec, string log, long? offset) => new([], $"marker at {offset}"); }
    public sealed class LiveCounters(string component, StatisticsSpec spec) { public IReadOnlyList<Statistic> Read(string line) => [new(component, "", "x", spec.Live.Length, "", line)]; }
}
