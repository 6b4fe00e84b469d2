namespace Beacon.Records.Events;

/// <summary>A phase of a run.</summary>
public enum RunState
{
    /// <summary>Components are being started.</summary>
    Starting,

    /// <summary>Every component is ready, or has completed if its dependents require that.</summary>
    Operational,

    /// <summary>The duration is over; the run waits for components that finish by themselves.</summary>
    Finishing,

    /// <summary>Components are being stopped, the last level first.</summary>
    Stopping,

    /// <summary>Everything has ended and the record is complete.</summary>
    Finished,
}
