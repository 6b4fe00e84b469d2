using Akka.Actor;
using Beacon.Actors.Messages;
using Beacon.Actors.Scheduling;
using Beacon.Actors.Supervising;
using Beacon.Plans;
using Beacon.Processes;
using Beacon.Records.Events;

namespace Beacon.Actors.Components;

/// <summary>Reports the failures and ends of one component to its run, and decides by the component's policy whether it restarts.</summary>
/// <param name="component">The component.</param>
/// <param name="clock">The run's clocks.</param>
/// <param name="events">Publishes events of the component.</param>
/// <param name="run">The run's actor.</param>
internal sealed class FailureReport(ComponentSpec component, RunClock clock, ComponentEvents events, IActorRef run)
{
    private RestartHistory _restarts = RestartHistory.Empty;

    /// <summary>An incarnation was launched: if it is a restart, it counts.</summary>
    /// <param name="ending">How the incarnation before ended.</param>
    public void NoteLaunch(ProcessEnding ending)
    {
        if (ending.Restart is { } restart)
            _restarts = _restarts.After(component.Restart, restart.Attempt, clock.Elapsed);
    }

    /// <summary>The component has failed.</summary>
    /// <param name="ending">The ending so far.</param>
    /// <param name="kind">How it failed.</param>
    /// <param name="happened">What happened, without the component's name.</param>
    /// <param name="at">When.</param>
    /// <param name="readyAt">When the incarnation was ready, since the start of the run; null: it never was.</param>
    /// <returns>The ending, with the restart that follows.</returns>
    public ProcessEnding Failed(ProcessEnding ending, ProblemKind kind, string happened, RunTime at, TimeSpan? readyAt)
    {
        var message = $"{component.Name} {happened}";
        if (ending.IsRecycled)
        {
            events.Raise(kind, message);
            return ending;
        }

        var readyFor = at.Elapsed - readyAt;
        switch (_restarts.Decide(component.Restart, kind, clock.Elapsed, readyFor, ending.RunIsEnding, Random.Shared.NextDouble()))
        {
            case RestartDecision.Restart restart:
                events.Raise(kind, message);
                events.Restarting(restart.Attempt, restart.Delay);
                run.Tell(new ProcessProtocol.WentDown(new Problem(kind, message, component.Name), at));
                return ending.Restarting(restart);
            case RestartDecision.GiveUp gaveUp:
                Fail(ProblemKind.GaveUp, $"{message}; it was given up {gaveUp.Reason}", at);
                return ending;
            default:
                Fail(kind, message, at);
                return ending;
        }
    }

    /// <summary>The process has exited.</summary>
    /// <param name="ending">The ending so far.</param>
    /// <param name="incarnation">The incarnation.</param>
    /// <param name="exited">The exit.</param>
    /// <returns>The ending with the meaning of the exit, and the restart that follows.</returns>
    public ProcessEnding Exited(ProcessEnding ending, Incarnation incarnation, ProcessExited exited)
    {
        ending = ending.Exited(incarnation, exited);
        if (ending.FailureOf(incarnation, exited.Status) is var (kind, happened))
            return Failed(ending, kind, happened, clock.MomentOf(exited.Timestamp), incarnation.ReadyAt);
        if (ending.Meaning == ExitMeaning.EndsRun)
            run.Tell(new ProcessProtocol.EndedRun(component.Name));
        if (ending.Meaning == ExitMeaning.AbnormalStop)
            events.Raise(
                ProblemKind.AbnormalStop,
                $"{component.Name} {exited.Status} while it was being stopped by {component.Stop.Signal}"
            );
        return ending;
    }

    /// <summary>The output of the exited process is stored.</summary>
    /// <param name="ending">The ending so far.</param>
    /// <param name="drained">What the launcher found.</param>
    /// <param name="drainTimeout">How long the rest of the process tree had to end.</param>
    /// <returns>The ending, without a restart if processes survived.</returns>
    public ProcessEnding Drained(ProcessEnding ending, ProcessDrained drained, TimeSpan drainTimeout)
    {
        foreach (var problem in ending.ProblemsOf(drained, drainTimeout))
            events.Raise(problem);
        if (drained.Usage is { } usage)
            events.Used(usage);
        if (drained.Survivors is not { } survivors || ending.Next == NextStep.End)
            return ending;

        // Two incarnations side by side would be worse than none.
        Fail(ProblemKind.GaveUp, $"{component.Name} was not started again, since {survivors} of it still runs", clock.Moment);
        return ending.WithoutRestart();
    }

    /// <summary>A log can't be written.</summary>
    /// <param name="lost">Which, and why.</param>
    public void NotStored(OutputNotStored lost) =>
        events.Raise(
            ProblemKind.OutputNotStored,
            $"{lost.Log} of {component.Name} can't be written: {lost.Reason}; the program runs on, and what can't be stored is lost"
        );

    private void Fail(ProblemKind kind, string message, RunTime at)
    {
        events.Raise(kind, message);
        run.Tell(new ProcessProtocol.Failed(new Problem(kind, message, component.Name), at));
    }
}
