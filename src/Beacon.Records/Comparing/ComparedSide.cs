using System.Collections.Immutable;

namespace Beacon.Records.Comparing;

/// <summary>One side of a comparison.</summary>
/// <param name="Name">What it is called: <c>last:10</c>, a run's id, the name of a baseline.</param>
/// <param name="Runs">The runs that are compared, by the time of their start.</param>
/// <param name="LeftOut">The runs that may not be compared, each with its reasons.</param>
public sealed record ComparedSide(string Name, ImmutableArray<ComparedRun> Runs, ImmutableArray<ComparedRun> LeftOut)
{
    /// <summary>Sorts out the runs that may be compared.</summary>
    /// <param name="name">What the side is called.</param>
    /// <param name="runs">Its runs.</param>
    /// <param name="force">Compare all of them.</param>
    internal static ComparedSide Of(string name, IEnumerable<ComparedRun> runs, bool force)
    {
        var ordered = runs.OrderBy(run => run.StartedAt)
            .ThenBy(run => run.Id, StringComparer.Ordinal)
            .ToLookup(run => force || run.NotComparable.IsEmpty);
        return new ComparedSide(name, [.. ordered[true]], [.. ordered[false]]);
    }
}
