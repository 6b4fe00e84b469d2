using System.Collections.Immutable;
using Beacon.Actors.Probing;
using Beacon.Actors.Scheduling;
using Beacon.Plans;
using Beacon.Plans.Secrets;
using Beacon.Processes;
using Beacon.Records.Events;
using Beacon.Records.Recording;

namespace Beacon.Actors.Components;

/// <summary>What the actors of one run share.</summary>
internal sealed record RunContext
{
    public required RunPlan Plan { get; init; }
    public required IProcessLauncher Launcher { get; init; }
    public required IRunRecorder Recorder { get; init; }
    public required RunClock Clock { get; init; }
    public IProbeFactory Probes { get; init; } = new ProbeFactory();

    /// <summary>What a person calls the run; null: it has no label.</summary>
    public string? Label { get; init; }

    /// <summary>Whether it only warms up for runs that count.</summary>
    public bool IsWarmup { get; init; }

    /// <summary>Problems that were found before the run and are published at its start.</summary>
    public ImmutableArray<Problem> Findings { get; init; } = [];

    /// <summary>Called with every event, output included, in order, by the actor that publishes it; null: not called.</summary>
    public Action<RunEvent>? Observer { get; init; }

    /// <summary>Masks the secrets of the plan in all that is published and stored.</summary>
    public SecretMask Mask => field ??= SecretMask.Of(Plan);

    public BufferingDoctor Doctor { get; } = new();
    public BackgroundWork Work { get; init; } = new();
}
