using System.Collections.Immutable;
using Beacon.Actors.Processes;

namespace Beacon.Actors.Running;

/// <summary>What a <see cref="ProcessActor"/> is told by its run, and what it tells the run.</summary>
public static class ProcessProtocol
{
    /// <summary>Start the program: its dependencies hold.</summary>
    public sealed record Launch
    {
        /// <summary>The order.</summary>
        public static readonly Launch Order = new();
    }

    /// <summary>End: by the stop signal, and by force where that is ignored. Answered by <see cref="Ended"/>.</summary>
    public sealed record Stop
    {
        /// <summary>The order.</summary>
        public static readonly Stop Order = new();
    }

    /// <summary>End at once, by force. Answered by <see cref="Ended"/>.</summary>
    public sealed record ForceStop
    {
        /// <summary>The order.</summary>
        public static readonly ForceStop Order = new();
    }

    /// <summary>The run is at its end: whoever has done his work may go.</summary>
    public sealed record RunEnding
    {
        /// <summary>The fact.</summary>
        public static readonly RunEnding Fact = new();
    }

    /// <summary>The program was executed.</summary>
    /// <param name="Component">The component's name.</param>
    public sealed record Executed(string Component);

    /// <summary>All readiness probes hold.</summary>
    /// <param name="Component">The component's name.</param>
    public sealed record BecameReady(string Component);

    /// <summary>It has exited with success where that was allowed, and has drained.</summary>
    /// <param name="Component">The component's name.</param>
    public sealed record Completed(string Component);

    /// <summary>It has exited with success and the plan says that this ends the run.</summary>
    /// <param name="Component">The component's name.</param>
    public sealed record EndedRun(string Component);

    /// <summary>It has failed: a crash, a success too early, not ready in time, no start.</summary>
    /// <param name="Problem">What happened.</param>
    /// <param name="Timestamp">When, by <see cref="TimeProvider.GetTimestamp"/>: of two failures the earlier is the cause.</param>
    public sealed record Failed(Problem Problem, long Timestamp);

    /// <summary>Nothing of it is left, all it printed is stored, and its statistics are told. The last word.</summary>
    /// <param name="Component">The component's name.</param>
    /// <param name="LastLines">The last lines it printed.</param>
    public sealed record Ended(string Component, ImmutableArray<string> LastLines);

    /// <summary>What a launcher told of the process.</summary>
    /// <param name="Event">The event.</param>
    internal sealed record FromProcess(ProcessEvent Event);

    /// <summary>A readiness probe holds.</summary>
    /// <param name="Probe">The probe.</param>
    internal sealed record ProbeHeld(Plans.ProbeSpec Probe);

    /// <summary>The stop command has ended.</summary>
    /// <param name="Failure">Why the component was not stopped by it; null: it says that it was.</param>
    internal sealed record StopCommandEnded(string? Failure);

    /// <summary>The logs of the ended component were read.</summary>
    /// <param name="Harvest">What was in them.</param>
    internal sealed record Harvested(LogHarvest Harvest);
}
