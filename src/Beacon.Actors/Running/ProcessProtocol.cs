using System.Collections.Immutable;
using Beacon.Processes;
using Beacon.Records.Events;

namespace Beacon.Actors.Running;

/// <summary>What a <see cref="ProcessActor"/> is told by its run, and what it tells the run.</summary>
internal static class ProcessProtocol
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

    /// <summary>
    /// Start again, because a component that it depends on does or because somebody asks for it: end if need be, as by <see cref="Stop"/>, and wait to be launched.
    /// Answered by <see cref="AwaitsLaunch"/>, or by <see cref="Ended"/> where it had done its work.
    /// </summary>
    /// <param name="Dependency">The component that restarts; null: somebody asks for it.</param>
    public sealed record Recycle(string? Dependency);

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

    /// <summary>It has failed and will be started again: what was said of its readiness holds no more.</summary>
    /// <param name="Problem">What happened.</param>
    /// <param name="Timestamp">When, by <see cref="TimeProvider.GetTimestamp"/>.</param>
    public sealed record WentDown(Problem Problem, long Timestamp);

    /// <summary>Nothing of its last incarnation is left, and the next is to be launched when the run says so.</summary>
    /// <param name="Component">The component's name.</param>
    public sealed record AwaitsLaunch(string Component);

    /// <summary>Nothing of it is left, all it printed is stored, and its statistics are told. The last word, unless it is recycled.</summary>
    /// <param name="Component">The component's name.</param>
    /// <param name="LastLines">The last lines it printed.</param>
    /// <param name="Meaning">What the end of its last process meant; null: it was never launched, or never got a process.</param>
    public sealed record Ended(string Component, ImmutableArray<string> LastLines, ExitMeaning? Meaning);

    /// <summary>What a launcher told of the process.</summary>
    /// <param name="Incarnation">Which process.</param>
    /// <param name="Event">The event.</param>
    internal sealed record FromProcess(int Incarnation, ProcessEvent Event);

    /// <summary>A readiness probe holds.</summary>
    /// <param name="Incarnation">Of which process.</param>
    /// <param name="Probe">The probe.</param>
    internal sealed record ProbeHeld(int Incarnation, Plans.Probe Probe);

    /// <summary>A liveness probe has failed too often in a row.</summary>
    /// <param name="Incarnation">Of which process.</param>
    /// <param name="Seen">Which probe, and what it saw.</param>
    internal sealed record ProbeFailed(int Incarnation, string Seen);

    /// <summary>A component that has printed nothing for a while was looked at.</summary>
    /// <param name="Incarnation">Which process.</param>
    /// <param name="Image">Its program; null: there is nothing to advise.</param>
    internal sealed record SilenceExamined(int Incarnation, ProgramImage? Image);

    /// <summary>The stop command has ended.</summary>
    /// <param name="Incarnation">Which process it was to stop.</param>
    /// <param name="Failure">Why the component was not stopped by it; null: it says that it was.</param>
    internal sealed record StopCommandEnded(int Incarnation, string? Failure);

    /// <summary>The logs of the ended component were read.</summary>
    /// <param name="Harvest">What was in them.</param>
    internal sealed record Harvested(LogHarvest Harvest);
}
