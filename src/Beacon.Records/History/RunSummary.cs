using Beacon.Records.Events;
using Beacon.Records.Reading;

namespace Beacon.Records.History;

/// <summary>A record in a line: what a list of runs says of it.</summary>
public sealed record RunSummary
{
    /// <summary>The record folder: an absolute path.</summary>
    public required string Folder { get; init; }

    /// <summary>The name of the folder: the run's id, unless somebody has renamed it.</summary>
    public string Id => Path.GetFileName(Folder);

    /// <summary>The plan's name.</summary>
    public required string Name { get; init; }

    /// <summary>How much of the record there is.</summary>
    public required RecordState State { get; init; }

    /// <summary>The verdict.</summary>
    public required RunOutcome Outcome { get; init; }

    /// <summary>The exit code; -1: not known.</summary>
    public required int ExitCode { get; init; }

    /// <summary>When the run began, by the wall clock, in UTC.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>From the start to the end, or to the last event, by a monotonic clock.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>What ended the run; null where it completed, or that is not known.</summary>
    public Problem? Cause { get; init; }

    /// <summary>How many problems there were beside the cause.</summary>
    public required int Problems { get; init; }

    /// <summary>Whether its statistics may be compared with those of other runs (<see cref="RunResult.NotComparable"/>).</summary>
    public required bool IsComparable { get; init; }

    /// <summary>How the run ended, in a word: the outcome, or <c>running</c>, or <c>cut-short</c>.</summary>
    public string Ending =>
        State switch
        {
            RecordState.Running => "running",
            RecordState.CutShort when Outcome == RunOutcome.Unknown => "cut-short",
            _ => Outcome.ToString().ToLowerInvariant(),
        };

    /// <summary>The words that <see cref="Ending"/> may be.</summary>
    public static IReadOnlyList<string> Endings { get; } = ["completed", "failed", "interrupted", "cut-short", "running"];

    /// <summary>The summary of a record.</summary>
    /// <param name="record">The record.</param>
    public static RunSummary Of(RunRecord record) =>
        new()
        {
            Folder = record.Folder,
            Name = record.Result.Name,
            State = record.State,
            Outcome = record.Result.Outcome,
            ExitCode = record.Result.ExitCode,
            StartedAt = record.Result.StartedAt,
            Elapsed = record.Result.Elapsed,
            Cause = record.Result.Cause,
            Problems = record.Result.Problems.Length,
            IsComparable = record.Result.NotComparable.IsEmpty,
        };
}
