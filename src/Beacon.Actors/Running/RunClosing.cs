using Akka.Actor;
using Beacon.Actors.Components;
using Beacon.Actors.Supervising;
using Beacon.Records.Events;
using Beacon.Records.Expecting;

namespace Beacon.Actors.Running;

/// <summary>
/// The beginning and the end of a run: what ends it early by the word of its plan, and what comes once its components have ended, which are
/// expectations, result and record.
/// </summary>
internal sealed class RunClosing(RunContext context, RunVerdict verdict, Fleet fleet, IActorRef stats)
{
    private ExpectationResult? _aborted;
    private bool _isDecided;

    /// <summary>The first event of the run.</summary>
    public RunStarted Started { get; } =
        new(context.Recorder.Run, context.Recorder.Folder)
        {
            At = context.Clock.StartedAt,
            Limitation = context.Launcher.Limitation,
            Label = context.Label,
            IsWarmup = context.IsWarmup,
            PlanFile = context.Plan.Files.LastOrDefault(),
        };

    /// <summary>The run begins to stop.</summary>
    /// <param name="broken">The expectation that ends it early; null: something else ends it.</param>
    public void Begin(ExpectationResult? broken)
    {
        _aborted = broken;
        if (broken is not null)
            Publish(new ProblemRaised(RunProblems.EndedEarly(broken)));
    }

    /// <summary>
    /// Decides the expectations, and publishes what comes of them. Returns whether the snapshot is the last one, with that in it.
    /// </summary>
    public bool Decide(RunSnapshot snapshot)
    {
        if (_isDecided || context.Plan.Expectations.IsEmpty)
            return true;

        _isDecided = true;
        foreach (var result in Expectations.Check(context.Plan, snapshot, context.Clock.Elapsed, verdict.Outcome, _aborted))
        {
            Publish(new ExpectationDecided(result));
            if (result.Held != false)
                continue;
            verdict.IsExpectationNotMet = true;
            if (!result.HasAborted)
                Publish(new ProblemRaised(RunProblems.NotMet(result)));
        }

        return false;
    }

    /// <summary>Completes the record.</summary>
    public Task<RunConclusion.Recorded> RecordAsync(RunSnapshot snapshot)
    {
        var (result, finished) = RunConclusion.Of(context, snapshot, verdict, fleet, Started.At);
        return RunConclusion.RecordAsync(context.Recorder, result, finished);
    }

    private void Publish(RunEvent happened) => stats.Tell(context.Clock.Stamp(happened));
}
