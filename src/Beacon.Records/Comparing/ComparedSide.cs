using System.Collections.Immutable;

namespace Beacon.Records.Comparing;

/// <summary>One side of a comparison.</summary>
/// <param name="Name">Its name: <c>last:10</c>, a run's id, the name of a baseline.</param>
/// <param name="Runs">The compared runs, ordered by start.</param>
/// <param name="LeftOut">The runs that are not comparable, each with its reasons.</param>
public sealed record ComparedSide(string Name, ImmutableArray<ComparedRun> Runs, ImmutableArray<ComparedRun> LeftOut)
{
    /// <summary>Creates a side and leaves out the runs that are not comparable.</summary>
    /// <param name="name">The name of the side.</param>
    /// <param name="runs">Its runs.</param>
    /// <param name="force">Whether all of them are compared.</param>
    internal static ComparedSide Of(string name, IEnumerable<ComparedRun> runs, bool force)
    {
        var ordered = runs.OrderBy(run => run.StartedAt)
            .ThenBy(run => run.Id, StringComparer.Ordinal)
            .ToLookup(run => force || run.NotComparable.IsEmpty);
        return new ComparedSide(name, [.. ordered[true]], [.. ordered[false]]);
    }
}
