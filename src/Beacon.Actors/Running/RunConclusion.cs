using System.Collections.Immutable;
using Beacon.Actors.Components;
using Beacon.Actors.Supervising;
using Beacon.Records.Events;
using Beacon.Records.Json;
using Beacon.Records.Measuring;
using Beacon.Records.Recording;

namespace Beacon.Actors.Running;

/// <summary>Builds the result of a run whose components have all ended.</summary>
internal static class RunConclusion
{
    public static (RunResult Result, RunFinished Finished) Of(
        RunContext context,
        RunSnapshot snapshot,
        RunVerdict verdict,
        Fleet fleet,
        DateTimeOffset startedAt
    )
    {
        var cause =
            verdict.Outcome == RunOutcome.Failed
                ? FirstCauseFinder.Find(verdict.Cause!, verdict.CauseAt!.Value.Elapsed, snapshot, fleet.Standings)
                : null;
        var result = new RunResult
        {
            Id = context.Recorder.Run,
            Name = context.Plan.Name,
            Label = snapshot.Label,
            IsWarmup = snapshot.IsWarmup,
            PlanFile = snapshot.PlanFile,
            Outcome = verdict.Outcome,
            ExitCode = verdict.ExitCode,
            Cause = cause is null ? verdict.Cause : cause.Problem with { Message = cause.ToString() },
            FirstCause = cause,
            StartedAt = startedAt,
            OperationalAfter = snapshot.OperationalAfter,
            EndedAt = context.Clock.Now,
            Elapsed = context.Clock.Elapsed,
            Components =
            [
                .. snapshot.Components.Select(component =>
                    ComponentResult.Of(
                        component,
                        component.Pid is null ? [] : context.Recorder.LogsOf(component.Name),
                        fleet[component.Name].End?.LastLines ?? []
                    )
                ),
            ],
            Statistics = [.. snapshot.Statistics, .. LiveStatistics.LastOf(snapshot)],
            Expectations = snapshot.Expectations,
            Problems = verdict.Cause is { } ended ? snapshot.Problems.Remove(ended.Masked(context.Mask)) : snapshot.Problems,
            Record = context.Recorder.Folder,
        };
        var finished = new RunFinished(result.Outcome, result.ExitCode, result.Cause, result.Record)
        {
            At = result.EndedAt,
            Elapsed = result.Elapsed,
            FirstCause = cause,
        };
        return (result.Masked(context.Mask), (RunFinished)finished.Masked(context.Mask));
    }

    /// <summary>Completes the record. A record that can't be written becomes a problem of the result.</summary>
    public static async Task<Recorded> RecordAsync(IRunRecorder recorder, RunResult result, RunFinished finished)
    {
        try
        {
            var recorded = await recorder.CompleteAsync(result, finished).ConfigureAwait(false);
            return new Recorded(recorded, finished, recorded.Problems.RemoveRange(result.Problems));
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            var problem = RunProblems.NotRecorded(result.Record, exception);
            return new Recorded(result with { Problems = result.Problems.Add(problem) }, finished, [problem]);
        }
    }

    /// <summary>The result as recorded, the run's last event, and the problems of recording.</summary>
    public sealed record Recorded(RunResult Result, RunFinished Finished, ImmutableArray<Problem> Problems);
}
