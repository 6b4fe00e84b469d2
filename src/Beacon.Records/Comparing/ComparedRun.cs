using System.Collections.Immutable;
using Beacon.Records.Events;
using Beacon.Records.Statistics;

namespace Beacon.Records.Comparing;

/// <summary>A run as the input of a comparison.</summary>
public sealed record ComparedRun
{
    /// <summary>The run's id.</summary>
    public required string Id { get; init; }

    /// <summary>The name of its plan.</summary>
    public string Plan { get; init; } = "";

    /// <summary>Its record folder; empty: unknown.</summary>
    public string Record { get; init; } = "";

    /// <summary>The start of the run.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>
    /// The conditions of the run by display name: plan, programs, data, machine. A comparison lists the traits in which its runs differ.
    /// </summary>
    public ImmutableSortedDictionary<string, string> Traits { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Why the run is not comparable, each a sentence; empty: it is comparable.</summary>
    public ImmutableArray<string> NotComparable { get; init; } = [];

    /// <summary>The final statistics.</summary>
    public required ImmutableArray<Statistic> Statistics { get; init; }

    /// <summary>Creates the input of a comparison from the result of a run.</summary>
    /// <param name="result">The result.</param>
    public static ComparedRun Of(RunResult result) =>
        new()
        {
            Id = result.Id,
            Plan = result.Name,
            Record = result.Record,
            StartedAt = result.StartedAt,
            Traits = result.Environment is { } environment
                ? RunTraits.Of(result.Name, environment)
                : ImmutableSortedDictionary<string, string>.Empty,
            NotComparable = result.NotComparable,
            Statistics = result.Statistics,
        };
}

/// <summary>One side of a comparison.</summary>
/// <param name="Name">Its name: <c>last:10</c>, a run's id, the name of a baseline.</param>
/// <param name="Runs">The compared runs, ordered by start.</param>
/// <param name="LeftOut">The runs that are not comparable, each with its reasons.</param>
public sealed record ComparedSide(string Name, ImmutableArray<ComparedRun> Runs, ImmutableArray<ComparedRun> LeftOut)
{
    /// <summary>Creates a side and leaves out the runs that are not comparable, unless it is forced to compare all.</summary>
    internal static ComparedSide Of(string name, IEnumerable<ComparedRun> runs, bool force)
    {
        var ordered = runs.OrderBy(run => run.StartedAt)
            .ThenBy(run => run.Id, StringComparer.Ordinal)
            .ToLookup(run => force || run.NotComparable.IsEmpty);
        return new ComparedSide(name, [.. ordered[true]], [.. ordered[false]]);
    }
}
