using Beacon.Records.Events;

namespace Beacon.Actors.Running;

/// <summary>Puts together the result of a run that has ended.</summary>
internal static class RunConclusion
{
    /// <summary>The result of a run.</summary>
    /// <param name="context">The run.</param>
    /// <param name="snapshot">Everything that is known at the end.</param>
    /// <param name="verdict">The verdict.</param>
    /// <param name="cause">The cause of a failed run; null: it did not fail.</param>
    /// <param name="startedAt">When the run started.</param>
    /// <param name="ended">How the components ended, by name.</param>
    public static RunResult Of(
        RunContext context,
        RunSnapshot snapshot,
        RunVerdict verdict,
        FirstCause? cause,
        DateTimeOffset startedAt,
        IReadOnlyDictionary<string, ProcessProtocol.Ended> ended
    ) =>
        new()
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
                        ended.GetValueOrDefault(component.Name)?.LastLines ?? []
                    )
                ),
            ],
            Statistics = snapshot.Statistics,
            Problems = snapshot.Problems.Remove(verdict.Cause!),
            Record = context.Recorder.Folder,
        };
}
