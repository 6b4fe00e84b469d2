namespace Beacon.Plans;

/// <summary>What a component's failure does to the run (<c>beacon.run.on-failure</c>).</summary>
public enum FailurePolicy
{
    /// <summary>The run stops and has failed.</summary>
    Stop,

    /// <summary>The run continues to its end and has failed.</summary>
    Continue,
}
