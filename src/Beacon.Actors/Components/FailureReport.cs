using Akka.Actor;
using Beacon.Actors.Messages;
using Beacon.Actors.Scheduling;
using Beacon.Actors.Supervising;
using Beacon.Plans;
using Beacon.Processes;
using Beacon.Records.Events;

namespace Beacon.Actors.Components;

/// <summary>Reports the failures and ends of one component to its run, and decides by the component's policy whether it restarts.</summary>
internal sealed class FailureReport(ComponentSpec component, RunClock clock, ComponentEvents events, IActorRef run)
{
    private RestartHistory _restarts = RestartHistory.Empty;

    /// <summary>An incarnation was launched: if that is a restart, it counts.</summary>
    public void NoteLaunch(ProcessEnding ending)
    {
        if (ending.Restart is { } restart)
            _restarts = _restarts.After(component.Restart, restart.Attempt, clock.Elapsed);
    }

    /// <summary>The component has failed; <c>happened</c> is the verb of the message. Returns the ending with its restart.</summary>
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

    /// <summary>The process has exited. Returns the ending with the meaning of the exit, and the restart that follows.</summary>
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

    /// <summary>The output of the exited process is stored. Returns the ending, without a restart if processes survived.</summary>
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

    public void NotStored(OutputNotStored lost) =>
        events.Raise(
            ProblemKind.OutputNotStored,
            $"{lost.Log} of {component.Name} can't be written: {lost.Reason}; the program runs on, and what can't be stored is lost"
        );

    public void TooSlow(Incarnation incarnation, PatternTooSlow slow)
    {
        if (slow is { IsGivenUp: true, Key: "ready.log" })
            incarnation.NoteGivenUp(slow.Pattern);
        events.Raise(
            slow.IsGivenUp
                ? PatternProblems.GivenUp(component.Name, slow.Key, slow.Pattern)
                : PatternProblems.Behind(component.Name, slow.Key, slow.Pattern)
        );
    }

    private void Fail(ProblemKind kind, string message, RunTime at)
    {
        events.Raise(kind, message);
        run.Tell(new ProcessProtocol.Failed(new Problem(kind, message, component.Name), at));
    }
}
