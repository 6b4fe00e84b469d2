namespace Beacon.Records.Events;

/// <summary>A phase of the life cycle of a component.</summary>
public enum ComponentState
{
    /// <summary>It waits for its dependencies.</summary>
    Waiting,

    /// <summary>Its process is being created.</summary>
    Launching,

    /// <summary>Its program runs and is not ready yet.</summary>
    Running,

    /// <summary>Its readiness probes have succeeded.</summary>
    Ready,

    /// <summary>It was asked to stop.</summary>
    Stopping,

    /// <summary>Its process has ended.</summary>
    Exited,

    /// <summary>Its process has ended and it will be started again.</summary>
    Restarting,

    /// <summary>It has failed once more than its restarts allow.</summary>
    GaveUp,
}
