using Akka.Actor;
using Beacon.Plans;
using Beacon.Records.Events;
using static Beacon.Actors.Components.ProcessMessages;

namespace Beacon.Actors.Components;

/// <summary>Stops the processes of one component: by signal or stop command, and by force when that is ignored.</summary>
internal sealed class ProcessStop(RunContext context, ComponentSpec component, ComponentEvents events, IActorRef self)
{
    /// <summary>Asks an incarnation to end by a signal. A stop command of the component replaces any signal but SIGKILL.</summary>
    public void Begin(Incarnation incarnation, UnixSignal signal)
    {
        incarnation.StopTimestamp = context.Clock.Time.GetTimestamp();
        incarnation.IsKilled |= signal == UnixSignal.SIGKILL;
        incarnation.Dispose();
        var number = incarnation.Number;
        if (signal != UnixSignal.SIGKILL && incarnation.Pid is { } pid && component.Stop.Command is [_, ..])
        {
            // A stopped process can't do what the command asks of it.
            incarnation.Process.Signal(UnixSignal.SIGCONT);
            context.Work.Track(
                StopCommand
                    .RunAsync(component, incarnation.Process, pid, context.Clock.Patient)
                    .PipeTo(self, success: failure => new StopCommandEnded(number, failure))
            );
        }
        else
            incarnation.Process.Signal(signal);
        events.Stopping(signal);
    }

    /// <summary>The process was made after its stop had begun.</summary>
    public void OnStarted(Incarnation incarnation, int pid)
    {
        events.Starting(pid, incarnation.Number);
        events.Stopping(component.Stop.Signal);
    }

    /// <summary>The stop command has ended: if it failed, the stop signal is sent instead.</summary>
    public void OnCommandEnded(Incarnation incarnation, string? failure)
    {
        if (failure is null)
            return;
        events.Raise(
            ProblemKind.StopCommandFailed,
            $"the stop command of {component.Name} failed: {failure}; {component.Stop.Signal} was sent instead"
        );
        incarnation.Process.Signal(component.Stop.Signal);
    }

    public void OnIgnored(Incarnation incarnation)
    {
        events.Raise(
            ProblemKind.StopIgnored,
            $"{component.Name} ignored {component.Stop.Signal} for {Durations.Format(component.Stop.Timeout)}: killed"
        );
        Kill(incarnation);
    }

    /// <summary>Kills an incarnation that was not ready in time or hangs.</summary>
    public void Condemn(Incarnation incarnation)
    {
        incarnation.IsCondemned = true;
        incarnation.Dispose();
        Kill(incarnation);
    }

    public void Kill(Incarnation incarnation)
    {
        if (!incarnation.IsKilled)
            events.Killed();
        incarnation.IsKilled = true;
        incarnation.Process.Kill();
    }
}
