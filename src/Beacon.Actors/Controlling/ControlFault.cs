namespace Beacon.Actors.Controlling;

/// <summary>Why an order by hand was not carried out. In the control protocol it is written in snake case.</summary>
public enum ControlFault
{
    /// <summary>The plan has no such component.</summary>
    NoSuchComponent,

    /// <summary>The run is being stopped, or is over.</summary>
    RunEnding,

    /// <summary>The component has not started yet: it waits for what it depends on.</summary>
    NotStarted,

    /// <summary>The component has no process now.</summary>
    NotRunning,

    /// <summary>The component has done its work and does not run again.</summary>
    Completed,

    /// <summary>The component has failed for good.</summary>
    GaveUp,

    /// <summary>The component depends on one that was stopped by hand.</summary>
    DependencyStopped,

    /// <summary>The component failed before it was ready.</summary>
    Failed,

    /// <summary>The component was stopped by hand before it was ready.</summary>
    Stopped,
}
