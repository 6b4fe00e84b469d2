using System.Collections.Immutable;
using Beacon.Actors.Scheduling;
using Beacon.Plans;
using Beacon.Processes;
using Beacon.Processes.Files;
using Beacon.Records.Events;
using Beacon.Records.Layout;
using Beacon.Records.Recording;

namespace Beacon.Actors.Running;

/// <summary>What the actors of one run share: who launches, who records, what time it is.</summary>
internal sealed record RunContext
{
    /// <summary>The run's plan.</summary>
    public required RunPlan Plan { get; init; }

    /// <summary>Who starts processes.</summary>
    public required IProcessLauncher Launcher { get; init; }

    /// <summary>Who keeps the run's record.</summary>
    public required IRunRecorder Recorder { get; init; }

    /// <summary>The run's clocks.</summary>
    public required RunClock Clock { get; init; }

    /// <summary>What was found before the run and is to be told in it.</summary>
    public ImmutableArray<Problem> Findings { get; init; } = [];

    /// <summary>Told everything that happens in the run, output included, in order, by the actor that publishes it; null: nobody is.</summary>
    internal Action<RunEvent>? Observer { get; init; }

    /// <summary>Who advises where nothing is printed.</summary>
    internal BufferingDoctor Doctor { get; } = new();

    /// <summary>What the run does on the thread pool.</summary>
    internal PoolWork Work { get; } = new();

    /// <summary>A component with the placeholders of this run filled in.</summary>
    /// <param name="component">A component of the plan.</param>
    public ComponentSpec Expand(ComponentSpec component) =>
        Placeholders.Expand(component, new PlaceholderValues(Recorder.Run, Recorder.Folder, Plan.Duration));

    /// <summary>What the launcher is told of a component.</summary>
    /// <param name="component">The component, its placeholders filled in.</param>
    public LaunchSpec LaunchSpecOf(ComponentSpec component) =>
        new()
        {
            Run = Recorder.Run,
            Component = component.Name,
            Program = component.Command,
            Args = component.Args,
            WorkingDirectory = component.WorkingDirectory,
            Environment = component
                .Environment.SetItem("BEACON_RUN_ID", Recorder.Run)
                .SetItem("BEACON_COMPONENT", component.Name)
                .SetItem("BEACON_RECORD", Recorder.Folder),
            OutputMode = component.Output.Mode,
            Files = Recorder.Files is { } record ? FilesOf(component, record) : null,
            RunElapsed = Clock.Elapsed,
            LogProbes = [.. component.Ready.Probes.OfType<LogProbe>()],
            StatisticsMarker = component.Statistics?.From,
            DrainTimeout = Plan.DrainTimeout,
            RestartsAtOnce = component.Restart.Policy != RestartMode.Never && component.Restart.MinBackoff == TimeSpan.Zero,
            StopScope = component.Stop.Scope,
            OpenFiles = component.Limits.OpenFiles,
            Cores = component.Limits.Cores,
            Nice = component.Limits.Nice,
            MemoryBytes = component.Limits.MemoryBytes,
        };

    private static OutputFiles FilesOf(ComponentSpec component, RecordFolder record) =>
        new(record, RecordLayout.LogOf(component.Name, OutputStream.Stdout), RecordLayout.LogOf(component.Name, OutputStream.Stderr))
        {
            ArrivalIndex = RecordLayout.ArrivalIndexOf(component.Name),
            RotateAtBytes = component.Output.RotateAtBytes,
            KeptParts = component.Output.Keep,
        };
}
