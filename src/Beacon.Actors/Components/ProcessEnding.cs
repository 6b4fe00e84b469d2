using System.Globalization;
using Beacon.Actors.Messages;
using Beacon.Actors.Supervising;
using Beacon.Plans;
using Beacon.Processes;
using Beacon.Records.Events;

namespace Beacon.Actors.Components;

/// <summary>What follows when nothing is left of an incarnation.</summary>
internal enum NextStep
{
    End,

    /// <summary>It waits until the run launches it again.</summary>
    AwaitLaunch,

    Restart,
    BackOff,
}

/// <summary>
/// How the latest incarnation of a component ends, and what follows. A value: each method returns the next one. <c>IsAwaited</c>: a
/// dependent waits for the component's completion.
/// </summary>
internal sealed record ProcessEnding(ComponentSpec Component, bool IsAwaited)
{
    /// <summary>What the exit meant; null: it has not exited.</summary>
    public ExitMeaning? Meaning { get; private init; }

    /// <summary>The restart that follows by the component's own policy; null: none does.</summary>
    public RestartDecision.Restart? Restart { get; private init; }

    /// <summary>Whether the run makes it restart.</summary>
    public bool IsRecycled { get; private init; }

    /// <summary>Whether it was stopped by hand and waits for somebody to start it.</summary>
    public bool IsHeld { get; private init; }

    /// <summary>Whether it has stopped by hand, and nothing is left of it.</summary>
    public bool IsParked => IsHeld && !IsRecycled;

    /// <summary>Whether the run is at its end: nothing restarts.</summary>
    public bool RunIsEnding { get; init; }

    public bool HasCompleted => Meaning is ExitMeaning.Completed or ExitMeaning.EndsRun;

    /// <summary>Whether an order of the run to restart has an effect.</summary>
    public bool MayRecycle => !RunIsEnding && !HasCompleted;

    public NextStep Next =>
        !MayRecycle ? NextStep.End
        : IsRecycled ? NextStep.AwaitLaunch
        : Restart is not { } restart ? NextStep.End
        : restart.Delay > TimeSpan.Zero ? NextStep.BackOff
        : AfterBackoff;

    /// <summary>How the restart goes on after its delay: where dependents restart too, they have to stop first.</summary>
    public NextStep AfterBackoff => Component.Restart.Dependents == DependentsPolicy.Restart ? NextStep.AwaitLaunch : NextStep.Restart;

    public ProcessEnding Launched() => this with { Meaning = null, Restart = null, IsHeld = false };

    public ProcessEnding NotLaunched() => this with { Meaning = ExitMeaning.Crashed };

    public ProcessEnding Restarting(RestartDecision.Restart restart) => this with { Restart = restart };

    public ProcessEnding Recycled(bool isHeld = false) => this with { IsRecycled = true, IsHeld = IsHeld || isHeld };

    /// <summary>It waits to be launched: the order of the run is carried out.</summary>
    public ProcessEnding AwaitingLaunch() => this with { IsRecycled = false };

    public ProcessEnding WithoutRestart() => this with { IsRecycled = false, Restart = null };

    public ProcessEnding Exited(Incarnation incarnation, ProcessExited exited) => this with { Meaning = MeaningOf(incarnation, exited) };

    /// <summary>The failure that the exit is, kind and message without the component's name; null: it is none.</summary>
    public (ProblemKind Kind, string Message)? FailureOf(Incarnation incarnation, ExitStatus status)
    {
        var moment = incarnation.ReadyAt is null ? " before it was ready" : "";
        return Meaning switch
        {
            ExitMeaning.Crashed => (ProblemKind.Crashed, $"{status.Explain()}{moment}"),
            ExitMeaning.ExitedEarly => (ProblemKind.ExitedEarly, $"{status} although the run still needed it{moment}"),
            _ => null,
        };
    }

    /// <summary>The problems with the output and the process tree of an incarnation that has drained.</summary>
    public IEnumerable<Problem> ProblemsOf(ProcessDrained drained, TimeSpan drainTimeout)
    {
        var (name, timeout) = (Component.Name, Durations.Format(drainTimeout));
        Problem Of(ProblemKind kind, FormattableString message) => new(kind, message.ToString(CultureInfo.InvariantCulture), name);

        var killed = drained.Stragglers is null ? "" : ": killed";
        if (drained.HeldBy is { } holder)
            yield return Of(
                ProblemKind.OutputHeldOpen,
                $"the output of {name} was still held open {timeout} after its exit, by {holder}{killed}"
            );
        else if (drained.Stragglers is { } stragglers)
            yield return Of(ProblemKind.LeftBehind, $"{stragglers} of {name} outlived it by {timeout}: killed");
        if (drained.Survivors is { } survivors)
            yield return Of(ProblemKind.LeftBehind, $"{survivors} of {name} can't be killed and still runs");
        if (drained.UnstoredBytes > 0)
            yield return Of(ProblemKind.OutputNotStored, $"{drained.UnstoredBytes:N0} bytes of what {name} printed could not be stored");
        if (drained.DeletedBytes > 0)
            yield return Of(
                ProblemKind.OutputDeleted,
                $"the oldest {drained.DeletedBytes:N0} bytes of what {name} printed were deleted: output.keep = {Component.Output.Keep}"
            );
    }

    // A process that died before its stop began was not stopped, although its exit was received afterwards.
    private ExitMeaning MeaningOf(Incarnation incarnation, ProcessExited exited) =>
        incarnation.IsCondemned ? ExitMeaning.Condemned
        : incarnation.StopTimestamp <= exited.Timestamp ? ExitMeanings.AfterStop(Component, exited.Status, incarnation.IsKilled)
        : ExitMeanings.Unasked(Component, exited.Status, incarnation.ReadyAt is not null, IsAwaited, RunIsEnding);
}
