namespace Beacon.Records.Events;

/// <summary>How a run ended.</summary>
public enum RunOutcome
{
    /// <summary>It reached its planned end without a failure.</summary>
    Completed,

    /// <summary>A component failed, or the run could not start.</summary>
    Failed,

    /// <summary>It was asked to stop.</summary>
    Interrupted,

    /// <summary>Unknown: the run is still running, or its supervisor died before the verdict. Only in records.</summary>
    Unknown,
}
