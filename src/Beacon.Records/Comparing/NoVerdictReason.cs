namespace Beacon.Records.Comparing;

/// <summary>Why there is no verdict on a statistic.</summary>
public enum NoVerdictReason
{
    /// <summary>Only the candidate has the statistic.</summary>
    NotInBaseline,

    /// <summary>Only the baseline has the statistic.</summary>
    NotInCandidate,

    /// <summary>The two sides have units that cannot be converted into each other.</summary>
    UnitsDiffer,

    /// <summary>There are too few runs for a verdict, however large the difference is.</summary>
    TooFewRuns,

    /// <summary>The values vary too much from run to run.</summary>
    TooNoisy,

    /// <summary>The difference is so close to the tolerance that more runs would not help.</summary>
    NearTolerance,

    /// <summary>The values drift from run to run, and the two sides were not run in turn.</summary>
    Drift,
}
