namespace Beacon.Records.Comparing;

/// <summary>The verdict on one statistic.</summary>
public enum ComparisonVerdict
{
    /// <summary>It is worse by more than is tolerated, beyond doubt.</summary>
    Regression,

    /// <summary>It is better by more than is tolerated, beyond doubt.</summary>
    Improvement,

    /// <summary>It is not worse by more than is tolerated, beyond doubt.</summary>
    WithinTolerance,

    /// <summary>It has changed, beyond doubt; which way is better is not known.</summary>
    Changed,

    /// <summary>The data do not support a verdict.</summary>
    NoVerdict,
}
