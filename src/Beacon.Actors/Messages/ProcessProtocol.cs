using System.Collections.Immutable;
using Beacon.Actors.Scheduling;
using Beacon.Plans;
using Beacon.Plans.Text;
using Beacon.Records.Events;

namespace Beacon.Actors.Messages;

/// <summary>The orders that a run gives to the actor of a component, and the facts that this actor reports.</summary>
internal static class ProcessProtocol
{
    /// <summary>Start the program: its dependencies hold.</summary>
    public sealed record Launch : IComponentOrder;

    /// <summary>Stop by the stop signal, and by force if that is ignored. Answered by <see cref="Ended"/>.</summary>
    public sealed record Stop : IComponentOrder;

    /// <summary>Kill at once. Answered by <see cref="Ended"/>.</summary>
    public sealed record ForceStop : IComponentOrder;

    /// <summary>
    /// Stop as by <see cref="Stop"/>, if need be, and wait to be launched again: <c>Dependency</c> restarts, or, if null, this restart was
    /// asked for. <c>IsHeld</c>: it was stopped by hand, and will be launched only when somebody says so. Answered by
    /// <see cref="AwaitsLaunch"/>, or by <see cref="Ended"/> if the component has done its work.
    /// </summary>
    public sealed record Recycle(string? Dependency, bool IsHeld = false) : IComponentOrder;

    /// <summary>Send a signal to the processes. Answered by <see cref="Signalled"/>.</summary>
    public sealed record SendSignal(UnixSignal Signal, long Order) : IComponentOrder;

    /// <summary>The run is at its end: a component that has done its work may end.</summary>
    public sealed record RunEnding : IComponentOrder;

    /// <summary>The order of this number was carried out; not sent: there was no process.</summary>
    public sealed record Signalled(string Component, long Order, bool IsSent) : IComponentFact;

    public sealed record Executed(string Component) : IComponentFact;

    public sealed record BecameReady(string Component) : IComponentFact;

    /// <summary>The component has exited with success where that was allowed, and has drained.</summary>
    public sealed record Completed(string Component) : IComponentFact;

    /// <summary>The component has exited with success, and the plan says that this ends the run.</summary>
    public sealed record EndedRun(string Component) : IComponentFact;

    /// <summary>The component has failed: it crashed, succeeded too early, was not ready in time or not started.</summary>
    public sealed record Failed(Problem Problem, RunTime At) : IComponentFact;

    /// <summary>The component has failed and will restart: it is no longer ready.</summary>
    public sealed record WentDown(Problem Problem, RunTime At) : IComponentFact;

    /// <summary>Nothing is left of the last incarnation; the next one waits for <see cref="Launch"/>.</summary>
    public sealed record AwaitsLaunch(string Component) : IComponentFact;

    /// <summary>
    /// Nothing is left of the component, all its output is stored, and its statistics are published. The last message, unless it is
    /// recycled. No meaning: it never had a process.
    /// </summary>
    public sealed record Ended(string Component, ImmutableArray<UntrustedText> LastLines, ExitMeaning? Meaning) : IComponentFact;
}
