using System.Collections.Immutable;
using Beacon.Records.Events;
using Beacon.Records.Reading;

namespace Beacon.Records.History;

/// <summary>The summary of a run in a list of runs.</summary>
public sealed record RunSummary
{
    private const int MostReasons = 5;

    /// <summary>The record folder: an absolute path.</summary>
    public required string Folder { get; init; }

    /// <summary>The name of the folder: the run's id, unless the folder was renamed.</summary>
    public string Id => Path.GetFileName(Folder);

    /// <summary>The plan's name.</summary>
    public required string Name { get; init; }

    /// <summary>What a person calls the run; null: it has no label.</summary>
    public string? Label { get; init; }

    /// <summary>Whether the run only warmed up for those that count.</summary>
    public bool IsWarmup { get; init; }

    /// <summary>The file that the plan was made from, of several the last; null: not known.</summary>
    public string? PlanFile { get; init; }

    /// <summary>The hash of what the plan runs (<see cref="Environments.RunEnvironment.PlanSha256"/>); null: not known.</summary>
    public string? PlanSha256 { get; init; }

    /// <summary>Whether the record is complete.</summary>
    public required RecordState State { get; init; }

    /// <summary>The verdict.</summary>
    public required RunOutcome Outcome { get; init; }

    /// <summary>The exit code; -1: unknown.</summary>
    public required int ExitCode { get; init; }

    /// <summary>The start of the run on the wall clock, in UTC.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>The time from the start to the end, or to the last event, on a monotonic clock.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>What ended the run; null if it completed, or unknown.</summary>
    public Problem? Cause { get; init; }

    /// <summary>The number of problems without the cause, expectations that were not met among them.</summary>
    public required int Problems { get; init; }

    /// <summary>The number of expectations that were not met.</summary>
    public int ExpectationsNotMet { get; init; }

    /// <summary>
    /// Why the run is not comparable with other runs, each a sentence: the first five of <see cref="RunResult.NotComparable"/>. Empty: it
    /// is comparable.
    /// </summary>
    public ImmutableArray<string> NotComparable => IsComparable ? [] : [.. ReasonLines.Split('\n')];

    /// <summary>Whether the run is comparable with other runs.</summary>
    public bool IsComparable => ReasonLines.Length == 0;

    // One a line, so that equal summaries are equal.
    internal string ReasonLines { get; init; } = "";

    /// <summary>
    /// In a list, the id of the latest comparable run of that name if that ran another plan (<see cref="PlanSha256"/>); null: it ran the
    /// same plan, or there is none.
    /// </summary>
    public string? OtherPlanThan { get; init; }

    /// <summary>The end of the run in a word: the outcome, <c>running</c> or <c>cut-short</c>.</summary>
    public string Ending =>
        State switch
        {
            RecordState.Running => "running",
            RecordState.CutShort when Outcome == RunOutcome.Unknown => "cut-short",
            _ => Outcome.ToString().ToLowerInvariant(),
        };

    /// <summary>The possible values of <see cref="Ending"/>.</summary>
    public static IReadOnlyList<string> Endings { get; } = ["completed", "failed", "interrupted", "cut-short", "running"];

    /// <summary>Creates the summary of a record.</summary>
    /// <param name="record">The record.</param>
    public static RunSummary Of(RunRecord record) =>
        new()
        {
            Folder = record.Folder,
            Name = record.Result.Name,
            Label = record.Result.Label,
            IsWarmup = record.Result.IsWarmup,
            PlanFile = record.Result.PlanFile,
            PlanSha256 = record.Result.Environment?.PlanSha256,
            State = record.State,
            Outcome = record.Result.Outcome,
            ExitCode = record.Result.ExitCode,
            StartedAt = record.Result.StartedAt,
            Elapsed = record.Result.Elapsed,
            Cause = record.Result.Cause,
            Problems = record.Result.Problems.Length,
            ExpectationsNotMet = record.Result.Expectations.Count(expectation => expectation.Held == false),
            ReasonLines = ReasonLinesOf(record.Result),
        };

    /// <summary>The first reasons why a run is not comparable, one a line: a run of a thousand components can have a thousand.</summary>
    internal static string ReasonLinesOf(RunResult run) =>
        string.Join('\n', run.NotComparable.Take(MostReasons).Select(reason => reason.ReplaceLineEndings(" ")));
}
