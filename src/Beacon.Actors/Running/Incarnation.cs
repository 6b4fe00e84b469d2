using Beacon.Actors.Probing;
using Beacon.Actors.Scheduling;
using Beacon.Plans;
using Beacon.Processes;

namespace Beacon.Actors.Running;

/// <summary>One process of a component, with what is watched of it: from the order to launch it until nothing of it is left.</summary>
internal sealed class Incarnation : IDisposable
{
    private readonly ComponentSpec _component;
    private readonly ProbeAsker _asker;
    private readonly HashSet<Probe> _missing;
    private ReadinessWatch? _readiness;
    private LivenessWatch? _liveness;

    /// <summary>Begins with a process that was ordered.</summary>
    /// <param name="number">1 for the first of its component in a run.</param>
    /// <param name="component">The component, its placeholders expanded.</param>
    /// <param name="process">The process.</param>
    /// <param name="time">What measures the probes' times.</param>
    /// <param name="work">What counts the watches that begin on the thread pool.</param>
    public Incarnation(int number, ComponentSpec component, IProcess process, TimeProvider time, PoolWork work)
    {
        Number = number;
        Process = process;
        Signs = new OutputSigns(component, time);
        _component = component;
        _asker = new ProbeAsker(component, process, Signs, time, work);
        _missing = [.. component.Ready.Probes];
    }

    public int Number { get; }

    public IProcess Process { get; }

    /// <summary>What its output shows of its life.</summary>
    public OutputSigns Signs { get; }

    /// <summary>The process id; null: there is no process yet.</summary>
    public int? Pid { get; set; }

    /// <summary>When there was a process, since the start of the run.</summary>
    public TimeSpan StartedAt { get; set; }

    /// <summary>When it was ready, since the start of the run; null: it never was.</summary>
    public TimeSpan? ReadyAt { get; set; }

    /// <summary>When it was asked to end, by <see cref="TimeProvider.GetTimestamp"/>; null: never.</summary>
    public long? StopTimestamp { get; set; }

    /// <summary>How far before the end of its log the last line with the statistics marker begins, in bytes; null: it printed none.</summary>
    public long? MarkerFromEnd { get; set; }

    /// <summary>Whether it has printed a line.</summary>
    public bool HasPrinted { get; set; }

    /// <summary>How it ended; null: it has not.</summary>
    public ExitStatus? Exit { get; set; }

    /// <summary>Whether it was sent SIGKILL.</summary>
    public bool IsKilled { get; set; }

    /// <summary>Whether it has failed while its process lived, and was killed for that.</summary>
    public bool IsCondemned { get; set; }

    /// <summary>Whether all readiness probes hold.</summary>
    public bool HoldsReadiness => _missing.Count == 0;

    /// <summary>What the readiness probes that do not hold have last seen.</summary>
    public string LastSeen => _readiness is { } watch ? string.Join("; ", _missing.Select(watch.LastSeen)) : "its program was not executed";

    /// <summary>Begins to ask the readiness probes.</summary>
    /// <param name="held">Told each probe that holds, once, on some thread.</param>
    public void WatchReadiness(Action<Probe> held) => _readiness = new ReadinessWatch(_component.Ready, _asker, held);

    /// <summary>A readiness probe holds; true: it was the last.</summary>
    /// <param name="probe">The probe.</param>
    public bool Note(Probe probe) => _missing.Remove(probe) && HoldsReadiness;

    /// <summary>Begins to ask the liveness probes, and no longer those of readiness.</summary>
    /// <param name="failed">Told what was last seen of one that has failed too often, on some thread.</param>
    public void WatchLiveness(Action<string> failed)
    {
        Dispose();
        _liveness = new LivenessWatch(_component.Alive, _asker, failed);
    }

    /// <summary>Ends the asking.</summary>
    public void Dispose()
    {
        _readiness?.Dispose();
        _liveness?.Dispose();
    }
}
