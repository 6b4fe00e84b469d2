using System.Collections.Immutable;
using Beacon.Plans;

namespace Beacon.Records.Comparing;

/// <summary>One statistic of two sides. Values are in <see cref="Unit"/>, differences are candidate minus baseline.</summary>
public sealed record StatisticComparison
{
    /// <summary>Which statistic.</summary>
    public required StatisticKey Key { get; init; }

    /// <summary>The unit in which both sides are compared; empty: none.</summary>
    public required string Unit { get; init; }

    /// <summary>The baseline's values, outliers included.</summary>
    public required Sample Baseline { get; init; }

    /// <summary>The candidate's values, outliers included.</summary>
    public required Sample Candidate { get; init; }

    /// <summary>The values of both sides that are set aside, since something else must have happened in those runs.</summary>
    public ImmutableArray<RunValue> SetAside { get; init; } = [];

    /// <summary>Which way is better.</summary>
    public required Better Better { get; init; }

    /// <summary>
    /// Whether it decides: it has a tolerance of its own, or no statistic has and its unit says which way is better. Of the others it is
    /// only said whether they have changed.
    /// </summary>
    public required bool IsDecisive { get; init; }

    /// <summary>The tolerance.</summary>
    public required Tolerance Tolerance { get; init; }

    /// <summary>The difference that is tolerated, 0 or more; NaN where there is nothing to compare.</summary>
    public double Margin { get; init; } = double.NaN;

    /// <summary>By how much the candidate lies above the baseline; NaN where there is nothing to compare.</summary>
    public double Difference { get; init; } = double.NaN;

    /// <summary>The least that the difference may be in truth; minus infinity: that can't be told.</summary>
    public double Low { get; init; } = double.NegativeInfinity;

    /// <summary>The most that the difference may be in truth; infinity: that can't be told.</summary>
    public double High { get; init; } = double.PositiveInfinity;

    /// <summary>The verdict.</summary>
    public ComparisonVerdict Verdict { get; init; } = ComparisonVerdict.NoVerdict;

    /// <summary>Why there is no verdict; null: there is one.</summary>
    public NoVerdictReason? ReasonKind { get; init; }

    /// <summary>The same in a few words; empty: there is a verdict.</summary>
    public string Reason { get; init; } = "";

    /// <summary>
    /// How many runs a side would most likely carry a verdict, where a side that has more keeps them; null: there is one, or more runs
    /// would not help.
    /// </summary>
    public int? RunsNeeded { get; init; }

    /// <summary>A difference as a share of the baseline's median; NaN where that is zero or not known.</summary>
    /// <param name="difference">The difference.</param>
    public double ShareOf(double difference) => Baseline.Median == 0 ? double.NaN : difference / Math.Abs(Baseline.Median);
}
