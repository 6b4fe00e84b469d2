using System.Collections.Immutable;
using Beacon.Actors.Probing;
using Beacon.Actors.Scheduling;
using Beacon.Plans;
using Beacon.Processes;
using Beacon.Records.Events;
using Beacon.Records.Recording;

namespace Beacon.Actors.Components;

/// <summary>What the actors of one run share.</summary>
internal sealed record RunContext
{
    /// <summary>The run's plan.</summary>
    public required RunPlan Plan { get; init; }

    /// <summary>Starts processes.</summary>
    public required IProcessLauncher Launcher { get; init; }

    /// <summary>Keeps the run's record.</summary>
    public required IRunRecorder Recorder { get; init; }

    /// <summary>The run's clocks.</summary>
    public required RunClock Clock { get; init; }

    /// <summary>Makes the checks of readiness and liveness probes.</summary>
    public IProbeFactory Probes { get; init; } = new ProbeFactory();

    /// <summary>Problems that were found before the run and are published at its start.</summary>
    public ImmutableArray<Problem> Findings { get; init; } = [];

    /// <summary>Called with every event, output included, in order, by the actor that publishes it; null: not called.</summary>
    public Action<RunEvent>? Observer { get; init; }

    /// <summary>Advises on components that print nothing.</summary>
    public BufferingDoctor Doctor { get; } = new();

    /// <summary>The work of the run on the thread pool.</summary>
    public BackgroundWork Work { get; init; } = new();
}
