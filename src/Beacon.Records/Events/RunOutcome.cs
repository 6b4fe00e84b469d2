namespace Beacon.Records.Events;

/// <summary>How a run ended.</summary>
public enum RunOutcome
{
    /// <summary>It lasted as long as it should and nothing failed.</summary>
    Completed,

    /// <summary>A component failed, or the run could not start.</summary>
    Failed,

    /// <summary>It was asked to stop.</summary>
    Interrupted,

    /// <summary>Not known: the run goes on, or its supervisor died before it could tell. Only in records that are read back.</summary>
    Unknown,
}
