using Beacon.Actors.Probing;
using Beacon.Actors.Scheduling;
using Beacon.Processes;
using Beacon.Records.Events;
using Beacon.Records.Recording;

namespace Beacon.Actors.Hosting;

/// <summary>
/// Parts of a run that an embedder replaces: where its processes run, what time it is, where its record goes; and what its record says of
/// it. What is null is as in any run.
/// </summary>
public sealed record RunSettings
{
    /// <summary>
    /// Starts the processes. Its programs, files and ports are its own affair: the run checks no prerequisites of this machine, claims no
    /// ports and pins nothing to cores. Not disposed of by the run. Null: the engine that the plan names, on this machine.
    /// </summary>
    public IProcessLauncher? Launcher { get; init; }

    /// <summary>Makes the checks of the probes that look at a component from outside. Null: a <see cref="ProbeFactory"/>.</summary>
    public IProbeFactory? Probes { get; init; }

    /// <summary>The source of time for both clocks of the run and all its timers. Null: the system's.</summary>
    public TimeProvider? Time { get; init; }

    /// <summary>Keeps the record. For this run alone. Null: a record folder under the plan's results.</summary>
    public IRunRecorder? Recorder { get; init; }

    /// <summary>
    /// Called with every event, output included, in order, on a thread of the run: must neither block nor throw. It replaces the run's log,
    /// trace and metrics. Null: these are written if there is a listener.
    /// </summary>
    public Action<RunEvent>? Observer { get; init; }

    /// <summary>
    /// What a person calls the run (<see cref="RunLabel"/>); kept in its record, no part of the plan. Null: it has no label.
    /// </summary>
    public string? Label { get; init; }

    /// <summary>Whether it only warms up for runs that count: no comparison, and no baseline by count, takes it.</summary>
    public bool IsWarmup { get; init; }

    /// <summary>Counts the work of the run on the thread pool, for a test that moves <see cref="Time"/>. Null: not needed.</summary>
    public BackgroundWork? Work { get; init; }
}
