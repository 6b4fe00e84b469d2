using System.Collections.Immutable;
using Beacon.Actors.Scheduling;
using Beacon.Plans.Text;
using Beacon.Records.Events;

namespace Beacon.Actors.Messages;

/// <summary>The orders that a run gives to the actor of a component, and the facts that this actor reports.</summary>
internal static class ProcessProtocol
{
    /// <summary>Start the program: its dependencies hold.</summary>
    public sealed record Launch : IComponentOrder
    {
        /// <summary>The order.</summary>
        public static readonly Launch Order = new();
    }

    /// <summary>Stop by the stop signal, and by force if that is ignored. Answered by <see cref="Ended"/>.</summary>
    public sealed record Stop : IComponentOrder
    {
        /// <summary>The order.</summary>
        public static readonly Stop Order = new();
    }

    /// <summary>Kill at once. Answered by <see cref="Ended"/>.</summary>
    public sealed record ForceStop : IComponentOrder
    {
        /// <summary>The order.</summary>
        public static readonly ForceStop Order = new();
    }

    /// <summary>
    /// Stop as by <see cref="Stop"/>, if need be, and wait to be launched again. Answered by <see cref="AwaitsLaunch"/>, or by
    /// <see cref="Ended"/> if the component has done its work.
    /// </summary>
    /// <param name="Dependency">The dependency whose restart is the reason; null: this restart was asked for.</param>
    public sealed record Recycle(string? Dependency) : IComponentOrder;

    /// <summary>The run is at its end: a component that has done its work may end.</summary>
    public sealed record RunEnding : IComponentOrder
    {
        /// <summary>The order.</summary>
        public static readonly RunEnding Order = new();
    }

    /// <summary>The program was executed.</summary>
    /// <param name="Component">The component's name.</param>
    public sealed record Executed(string Component) : IComponentFact;

    /// <summary>All readiness probes hold.</summary>
    /// <param name="Component">The component's name.</param>
    public sealed record BecameReady(string Component) : IComponentFact;

    /// <summary>The component has exited with success where that was allowed, and has drained.</summary>
    /// <param name="Component">The component's name.</param>
    public sealed record Completed(string Component) : IComponentFact;

    /// <summary>The component has exited with success, and the plan says that this ends the run.</summary>
    /// <param name="Component">The component's name.</param>
    public sealed record EndedRun(string Component) : IComponentFact;

    /// <summary>The component has failed: a crash, a success too early, not ready in time, not started.</summary>
    /// <param name="Problem">What happened.</param>
    /// <param name="At">When: of two failures the earlier one is the cause.</param>
    public sealed record Failed(Problem Problem, RunTime At) : IComponentFact;

    /// <summary>The component has failed and will restart: it is no longer ready.</summary>
    /// <param name="Problem">What happened.</param>
    /// <param name="At">When.</param>
    public sealed record WentDown(Problem Problem, RunTime At) : IComponentFact;

    /// <summary>Nothing is left of the last incarnation; the next one waits for <see cref="Launch"/>.</summary>
    /// <param name="Component">The component's name.</param>
    public sealed record AwaitsLaunch(string Component) : IComponentFact;

    /// <summary>
    /// Nothing is left of the component, all its output is stored, and its statistics are published. The last message, unless it is
    /// recycled.
    /// </summary>
    /// <param name="Component">The component's name.</param>
    /// <param name="LastLines">The last lines that it printed.</param>
    /// <param name="Meaning">What the end of its last process meant; null: it never had a process.</param>
    public sealed record Ended(string Component, ImmutableArray<UntrustedText> LastLines, ExitMeaning? Meaning) : IComponentFact;
}
