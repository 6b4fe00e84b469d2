namespace Beacon.Records.Comparing;

/// <summary>The verdict on one statistic.</summary>
public enum ComparisonVerdict
{
    /// <summary>It is significantly worse than the tolerance allows.</summary>
    Regression,

    /// <summary>It is better by significantly more than the tolerance.</summary>
    Improvement,

    /// <summary>It is significantly within the tolerance.</summary>
    WithinTolerance,

    /// <summary>It has changed significantly; which direction is better is unknown.</summary>
    Changed,

    /// <summary>The data do not support a verdict.</summary>
    NoVerdict,
}
