using System.Collections.Immutable;
using Beacon.Records.Events;
using Beacon.Records.Statistics;

namespace Beacon.Records.Comparing;

/// <summary>What a comparison needs of a run.</summary>
public sealed record ComparedRun
{
    /// <summary>The run's id.</summary>
    public required string Id { get; init; }

    /// <summary>The name of its plan.</summary>
    public string Plan { get; init; } = "";

    /// <summary>Its record folder; empty: not known here.</summary>
    public string Record { get; init; } = "";

    /// <summary>When it began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>
    /// What its numbers belong to: plan, programs, data, machine, each under the name that people read. Where two runs differ in one,
    /// a comparison says so.
    /// </summary>
    public ImmutableSortedDictionary<string, string> Traits { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Why its numbers may not be compared, each a sentence; empty: they may.</summary>
    public ImmutableArray<string> NotComparable { get; init; } = [];

    /// <summary>The final statistics.</summary>
    public required ImmutableArray<Statistic> Statistics { get; init; }

    /// <summary>What a comparison needs of a run that is over, or that was read back.</summary>
    /// <param name="result">The run.</param>
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
