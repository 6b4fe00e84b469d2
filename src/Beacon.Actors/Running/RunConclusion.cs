using Beacon.Actors.Components;
using Beacon.Actors.Supervising;
using Beacon.Records.Events;

namespace Beacon.Actors.Running;

/// <summary>Builds the result of a run whose components have all ended.</summary>
internal static class RunConclusion
{
    /// <summary>The result of a run and its last event.</summary>
    /// <param name="context">The run.</param>
    /// <param name="snapshot">Everything that is known at the end.</param>
    /// <param name="verdict">The verdict.</param>
    /// <param name="fleet">The components.</param>
    /// <param name="startedAt">When the run started.</param>
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
            Statistics = snapshot.Statistics,
            Problems = snapshot.Problems.Remove(verdict.Cause!),
            Record = context.Recorder.Folder,
        };
        var finished = new RunFinished(result.Outcome, result.ExitCode, result.Cause, result.Record)
        {
            At = result.EndedAt,
            Elapsed = result.Elapsed,
            FirstCause = cause,
        };
        return (result, finished);
    }
}
