using System.Collections.Immutable;
using Beacon.Plans;
using Beacon.Records.Events;

namespace Beacon.Records.Comparing;

/// <summary>Runs with a common name.</summary>
/// <param name="Name">The name.</param>
/// <param name="Runs">The runs.</param>
public sealed record NamedRuns(string Name, IReadOnlyCollection<RunResult> Runs)
{
    /// <summary>The plans of the runs, as far as they are known, by <see cref="Environments.RunEnvironment.PlanSha256"/>.</summary>
    public ImmutableDictionary<string, RunPlan> Plans { get; init; } = ImmutableDictionary<string, RunPlan>.Empty;
}
