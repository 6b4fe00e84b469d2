using System.Collections.Immutable;
using Beacon.Plans;
using Beacon.Records.Comparing;
using Beacon.Records.Events;

namespace Beacon.Actors.Host.Repeating;

/// <summary>One side of a series: a plan that is run several times, and the results of its runs.</summary>
/// <param name="letter">A or B.</param>
/// <param name="name">The name to display: that of the plan's file.</param>
/// <param name="plan">The plan to run.</param>
internal sealed class SeriesSide(string letter, string name, RunPlan plan)
{
    public string Letter => letter;

    public string Name => name;

    public RunPlan Plan => plan;

    /// <summary>The results of the finished runs that count.</summary>
    public List<RunResult> Results { get; } = [];

    /// <summary>The results of the runs that came before those that count.</summary>
    public List<RunResult> Warmups { get; } = [];

    /// <summary>All results.</summary>
    public IEnumerable<RunResult> All => Warmups.Concat(Results);

    /// <summary>Whether a run of it has ended.</summary>
    public bool HasRun => Warmups.Count + Results.Count > 0;

    public NamedRuns Runs => new(name, [.. Results]) { Plans = ImmutableDictionary<string, RunPlan>.Empty.Add(plan.Sha256(), plan) };

    /// <summary>The comparable runs.</summary>
    public IEnumerable<RunResult> Comparable => Results.Where(result => result.NotComparable.IsEmpty);
}
