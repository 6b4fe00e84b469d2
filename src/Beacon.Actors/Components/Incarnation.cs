using Akka.Actor;
using Beacon.Actors.Probing;
using Beacon.Plans;
using Beacon.Processes;

namespace Beacon.Actors.Components;

/// <summary>One process of a component and the watches on it: from the order to launch it until all its processes are gone.</summary>
internal sealed class Incarnation : IDisposable
{
    private readonly ComponentSpec _component;
    private readonly OutputSigns _signs;
    private readonly ProbeRunner _runner;
    private readonly HashSet<int> _missing;
    private readonly CancellationTokenSource _reading = new();
    private ReadinessWatch? _readiness;
    private LivenessWatch? _liveness;

    public Incarnation(
        int number,
        ComponentSpec component,
        IProcess process,
        FileMarks before,
        RunContext context,
        Action<ProcessEvent> report
    )
    {
        Number = number;
        Process = process;
        _signs = new OutputSigns(component, context.Clock.Time, report);
        _component = component;
        _runner = new ProbeRunner(component, process, _signs, context.Probes, before, context.Clock.Patient, context.Work);
        _missing = [.. component.Ready.Probes.Select(probe => component.Ready.Probes.IndexOf(probe))];
    }

    /// <summary>1 for the first of its component in a run.</summary>
    public int Number { get; }

    public IProcess Process { get; }

    /// <summary>The process id; null: there is no process yet.</summary>
    public int? Pid { get; set; }

    /// <summary>When its process was made, since the start of the run.</summary>
    public TimeSpan StartedAt { get; set; }

    /// <summary>When it was ready, since the start of the run; null: it never was.</summary>
    public TimeSpan? ReadyAt { get; set; }

    /// <summary>When its stop began, by <see cref="TimeProvider.GetTimestamp"/> on this machine; null: it was not stopped.</summary>
    public long? StopTimestamp { get; set; }

    /// <summary>How far before the end of its log the last line with the statistics marker begins, in bytes; null: there is none.</summary>
    public long? MarkerFromEnd { get; set; }

    public bool HasPrinted { get; private set; }
    public ExitStatus? Exit { get; set; }
    public bool IsKilled { get; set; }

    /// <summary>Whether it was killed because it was not ready in time or hung.</summary>
    public bool IsCondemned { get; set; }

    public bool HoldsReadiness => _missing.Count == 0;

    /// <summary>What was last seen of the readiness probes that do not hold.</summary>
    public string LastSeen => _readiness is { } watch ? string.Join("; ", _missing.Select(watch.LastSeen)) : "its program was not executed";

    /// <summary>Starts to poll the readiness probes; sends a <see cref="ProcessMessages.ProbeHeld"/> once for each that holds.</summary>
    public void WatchReadiness(IActorRef actor) =>
        _readiness = new ReadinessWatch(_component.Ready, _runner, probe => actor.Tell(new ProcessMessages.ProbeHeld(Number, probe)));

    /// <summary>The pattern of a readiness probe was given up, which the message of a timeout says.</summary>
    public void NoteGivenUp(OutputPattern pattern) => _readiness?.NoteGivenUp(pattern);

    /// <summary>A readiness probe holds. Returns whether it was the last.</summary>
    public bool Note(int probe) => _missing.Remove(probe) && HoldsReadiness;

    /// <summary>Polls the liveness probes only; sends a <see cref="ProcessMessages.ProbeFailed"/> for one that failed too often.</summary>
    public void WatchLiveness(IActorRef actor)
    {
        Dispose();
        _liveness = new LivenessWatch(_component.Alive, _runner, seen => actor.Tell(new ProcessMessages.ProbeFailed(Number, seen)));
    }

    /// <summary>Stops polling the liveness probes: a component that has done its work need not make progress any more.</summary>
    public void EndLiveness() => _liveness?.Dispose();

    /// <summary>Sends a signal to its processes; false: it has exited.</summary>
    public bool TrySignal(UnixSignal signal)
    {
        Process.Signal(signal);
        return Exit is null;
    }

    public void Read(OutputBatch batch)
    {
        HasPrinted = true;
        _signs.Read(batch);
    }

    /// <summary>Ends when nobody wants to wait for its logs to be read any more.</summary>
    public CancellationToken Reading => _reading.Token;

    /// <summary>Kills what is left of it, and ends the reading of its logs.</summary>
    public void ForceEnd()
    {
        Process.Kill();
        _reading.Cancel();
    }

    /// <summary>Kills what is left of it, with what was made ready for a successor.</summary>
    public void Abandon()
    {
        Process.Kill();
        Process.Dismiss();
        Dispose();
    }

    public void Dispose()
    {
        _readiness?.Dispose();
        _liveness?.Dispose();
    }
}
