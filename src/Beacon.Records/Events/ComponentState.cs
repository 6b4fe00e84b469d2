namespace Beacon.Records.Events;

/// <summary>Where a component is in its life.</summary>
public enum ComponentState
{
    /// <summary>Its dependencies do not hold yet.</summary>
    Waiting,

    /// <summary>Its process is being made.</summary>
    Launching,

    /// <summary>Its program runs and is not ready yet.</summary>
    Running,

    /// <summary>Its readiness probes have held.</summary>
    Ready,

    /// <summary>It was asked to end.</summary>
    Stopping,

    /// <summary>Its process has ended.</summary>
    Exited,

    /// <summary>Its process has ended and it will be started again.</summary>
    Restarting,

    /// <summary>It has failed once more than its restarts allow.</summary>
    GaveUp,
}
