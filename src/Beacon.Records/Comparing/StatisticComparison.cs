using System.Collections.Immutable;
using Beacon.Plans;

namespace Beacon.Records.Comparing;

/// <summary>The comparison of one statistic. Values are in <see cref="Unit"/>, differences are candidate minus baseline.</summary>
public sealed record StatisticComparison
{
    /// <summary>The key of the statistic.</summary>
    public required StatisticKey Key { get; init; }

    /// <summary>The common unit of both sides; empty: none.</summary>
    public required string Unit { get; init; }

    /// <summary>The baseline's values, outliers included.</summary>
    public required Sample Baseline { get; init; }

    /// <summary>The candidate's values, outliers included.</summary>
    public required Sample Candidate { get; init; }

    /// <summary>The outliers of both sides, which are set aside.</summary>
    public ImmutableArray<RunValue> SetAside { get; init; } = [];

    /// <summary>The better direction.</summary>
    public required Better Better { get; init; }

    /// <summary>
    /// Whether it decides: it has a tolerance of its own, or no statistic has one and its unit gives the better direction. For all other
    /// statistics the verdict is at most that they have changed.
    /// </summary>
    public required bool IsDecisive { get; init; }

    /// <summary>The tolerance.</summary>
    public required Tolerance Tolerance { get; init; }

    /// <summary>The tolerated difference, 0 or more; NaN: a side has no values.</summary>
    public double Margin { get; init; } = double.NaN;

    /// <summary>The estimated difference; NaN: a side has no values.</summary>
    public double Difference { get; init; } = double.NaN;

    /// <summary>The lower end of the confidence interval of the difference; minus infinity: unknown.</summary>
    public double Low { get; init; } = double.NegativeInfinity;

    /// <summary>The upper end of the confidence interval of the difference; infinity: unknown.</summary>
    public double High { get; init; } = double.PositiveInfinity;

    /// <summary>The verdict.</summary>
    public ComparisonVerdict Verdict { get; init; } = ComparisonVerdict.NoVerdict;

    /// <summary>Why there is no verdict; null: there is one.</summary>
    public NoVerdictReason? ReasonKind { get; init; }

    /// <summary>Why there is no verdict, as text; empty: there is one.</summary>
    public string Reason { get; init; } = "";

    /// <summary>
    /// The estimated number of runs per side for a verdict; a side with more runs keeps them. Null: there is a verdict, or more runs would
    /// not help.
    /// </summary>
    public int? RunsNeeded { get; init; }

    /// <summary>
    /// Where the baseline expects one more run, for a candidate of a single run; null: it has several, or the baseline has one.
    /// </summary>
    public PredictionInterval? Prediction => Candidate.Count == 1 ? PredictionInterval.Of(Baseline) : null;

    /// <summary>
    /// Whether the difference between the two medians has another sign than the estimated difference, which takes every pair of runs into
    /// account: the values form groups, and the medians lie in different ones.
    /// </summary>
    public bool SignsDiffer => (Candidate.Median - Baseline.Median) * Difference < 0;

    /// <summary>
    /// Whether it is worth a row: what is measured of every component, unless it decides or has changed, is not.
    /// </summary>
    public bool IsWorthListing =>
        IsDecisive
        || !Key.IsBeside
        || Verdict is ComparisonVerdict.Regression or ComparisonVerdict.Improvement or ComparisonVerdict.Changed;

    /// <summary>A difference as a share of the baseline's median; NaN if the median is zero or unknown.</summary>
    /// <param name="difference">The difference.</param>
    public double ShareOf(double difference) => Baseline.Median == 0 ? double.NaN : difference / Math.Abs(Baseline.Median);
}

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
