using Beacon.Plans;
using Beacon.Records.Comparing;
using Beacon.Records.Events;

namespace Beacon.Actors.Host.Repeating;

/// <summary>A plan that is run several times, and what came of it.</summary>
/// <param name="letter">A or B.</param>
/// <param name="name">What people call it: the name of its file.</param>
/// <param name="plan">The plan.</param>
internal sealed class SeriesSide(string letter, string name, RunPlan plan)
{
    public string Letter => letter;

    public string Name => name;

    public RunPlan Plan => plan;

    /// <summary>Its runs that are over.</summary>
    public List<RunResult> Results { get; } = [];

    public NamedRuns Runs => new(name, [.. Results.Select(ComparedRun.Of)]);

    /// <summary>The runs that may be compared.</summary>
    public IEnumerable<ComparedRun> Comparable => Results.Where(result => result.NotComparable.IsEmpty).Select(ComparedRun.Of);
}
