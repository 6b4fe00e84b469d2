namespace Beacon.Records.Events;

/// <summary>Where a run is in its life.</summary>
public enum RunState
{
    /// <summary>Components are being started.</summary>
    Starting,

    /// <summary>Every component is ready, or completed where that was asked.</summary>
    Operational,

    /// <summary>The duration is over; components that finish by themselves are awaited.</summary>
    Finishing,

    /// <summary>Components are being stopped, the last level first.</summary>
    Stopping,

    /// <summary>Everything has ended and the record is complete.</summary>
    Finished,
}
