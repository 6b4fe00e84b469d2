using Beacon.Plans;
using Beacon.Processes;
using Beacon.Processes.Files;
using Beacon.Records.Layout;

namespace Beacon.Actors.Components;

/// <summary>Turns a component of the plan into what this run launches.</summary>
internal static class ComponentLaunch
{
    public static ComponentSpec Expand(RunContext context, ComponentSpec component) =>
        Placeholders.Expand(component, new PlaceholderValues(context.Recorder.Run, context.Recorder.Folder, context.Plan.Duration));

    /// <summary>The order to launch an incarnation of a component whose placeholders are filled in.</summary>
    public static LaunchSpec Spec(RunContext context, ComponentSpec component, int incarnation) =>
        new()
        {
            Run = context.Recorder.Run,
            Component = component.Name,
            Incarnation = incarnation,
            Program = component.Command,
            Args = component.Args,
            WorkingDirectory = component.WorkingDirectory,
            Environment = component
                .Environment.SetItem("BEACON_RUN_ID", context.Recorder.Run)
                .SetItem("BEACON_COMPONENT", component.Name)
                .SetItem("BEACON_RECORD", context.Recorder.Folder),
            OutputMode = component.Output.Mode,
            Files = context.Recorder.Files is { } record ? FilesOf(component, record) : null,
            RunElapsed = context.Clock.Elapsed,
            LogProbes = [.. component.Ready.Probes.OfType<LogProbe>()],
            StatisticsMarker = component.Statistics?.From,
            DrainTimeout = context.Plan.DrainTimeout,
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
