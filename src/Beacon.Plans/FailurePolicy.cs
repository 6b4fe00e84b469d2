namespace Beacon.Plans;

/// <summary>What a component's failure does to the run (<c>beacon.run.on-failure</c>).</summary>
public enum FailurePolicy
{
    /// <summary>The run stops at once and has failed.</summary>
    Stop,

    /// <summary>The run goes on to its end and has failed then.</summary>
    Continue,
}
