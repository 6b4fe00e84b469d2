namespace Beacon.Plans;

/// <summary>Which way a statistic gets better.</summary>
public enum Better
{
    /// <summary>A lower value is better: a latency.</summary>
    Lower,

    /// <summary>A higher value is better: a rate.</summary>
    Higher,

    /// <summary>A difference either way is worse: a value that should stay what it is.</summary>
    Same,
}
