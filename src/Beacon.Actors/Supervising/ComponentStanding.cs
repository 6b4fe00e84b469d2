using Beacon.Actors.Messages;
using Beacon.Plans;

namespace Beacon.Actors.Supervising;

/// <summary>How far a component has come on its way to readiness.</summary>
internal enum StartProgress
{
    /// <summary>It waits for its dependencies, or for components that have to stop before it starts again.</summary>
    Waiting,

    /// <summary>Its start was ordered, or it restarts by itself.</summary>
    Launched,

    Executed,
    Ready,
}

/// <summary>Whether a component has to stop because it, or a component that it depends on, restarts.</summary>
internal enum RestartStop
{
    None,

    /// <summary>It will be ordered to stop once the components that depend on it have stopped.</summary>
    Due,

    Ordered,
}

/// <summary>Everything that a run decides from about one component. <c>MustComplete</c>: a dependent waits for its completion.</summary>
internal sealed record ComponentStanding(ComponentSpec Component, bool MustComplete)
{
    public StartProgress Progress { get; init; }
    public bool HasCompleted { get; init; }

    /// <summary>Whether it has failed for good: its dependents will not start.</summary>
    public bool HasFailed { get; init; }

    public RestartStop Stop { get; init; }

    /// <summary>The component whose restart makes it stop; null: its own restart was asked for, or it need not stop.</summary>
    public string? RestartingDependency { get; init; }

    /// <summary>Whether its restart was asked for and not answered yet.</summary>
    public bool IsRestartAsked { get; init; }

    /// <summary>Whether its start by hand was asked for and not answered yet.</summary>
    public bool IsStartAsked { get; init; }

    /// <summary>Whether it was stopped by hand: it does not start until somebody says so.</summary>
    public bool IsHeld { get; init; }

    /// <summary>A failure that may turn out to be a consequence of a dependency's failure; null: there is none.</summary>
    public ProcessProtocol.Failed? SuspendedFailure { get; init; }

    /// <summary>Its last failure that was followed by a restart; null: there was none.</summary>
    public ProcessProtocol.WentDown? Setback { get; init; }

    public ProcessProtocol.Ended? End { get; init; }

    /// <summary>Whether it was launched and has not ended.</summary>
    public bool IsAlive => Progress != StartProgress.Waiting && End is null;

    /// <summary>Whether it is ready, or completed where a dependent waits for that.</summary>
    public bool IsUp => HasCompleted || (Progress == StartProgress.Ready && !MustComplete && Stop == RestartStop.None);

    /// <summary>Whether the run has to wait for it to finish by itself.</summary>
    public bool IsUnfinished => Component.FinishesItself && End is null;

    public bool Holds(DependencyCondition condition) =>
        condition switch
        {
            DependencyCondition.Started => Progress >= StartProgress.Executed,
            DependencyCondition.Completed => HasCompleted,
            _ => Progress == StartProgress.Ready,
        };

    /// <summary>The same component with its process gone, or about to go: what was known of its readiness no longer holds.</summary>
    public ComponentStanding Down() => Progress > StartProgress.Launched ? this with { Progress = StartProgress.Launched } : this;

    /// <summary>The same component when it has stopped as it had to.</summary>
    public ComponentStanding Stopped() => this with { Stop = RestartStop.None, RestartingDependency = null };
}
