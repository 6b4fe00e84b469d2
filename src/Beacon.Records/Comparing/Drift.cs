using System.Collections.Immutable;
using Beacon.Records.Events;

namespace Beacon.Records.Comparing;

/// <summary>
/// Detects whether a slow change of the machine explains a difference. It affects alternating runs equally. If the sides were run one after
/// the other, a trend from run to run within the sides reveals it (Mann, "Nonparametric tests against trend", 1945).
/// </summary>
internal static class Drift
{
    // The one-sided 1 % level: a real difference is mistaken for drift that rarely.
    private const double Significant = 2.326;
    private const double Interleaved = 0.25;

    /// <summary>Whether the sides were run in turn: neither side comes first in more than three of four pairs of runs.</summary>
    public static bool AreInterleaved(ImmutableArray<RunResult> baseline, ImmutableArray<RunResult> candidate)
    {
        var first =
            baseline.Sum(one => candidate.Count(other => one.StartedAt < other.StartedAt)) / ((double)baseline.Length * candidate.Length);
        return first is > Interleaved and < 1 - Interleaved;
    }

    /// <summary>Whether the values within both sides trend in the direction of the difference.</summary>
    public static bool Explains(Sample baseline, Sample candidate, double difference)
    {
        var score = Score(baseline) + Score(candidate);
        return Math.Sign(score) == Math.Sign(difference)
            && Math.Abs(score) - 1 > Significant * Math.Sqrt(Variance(baseline.Count) + Variance(candidate.Count));
    }

    private static int Score(Sample sample)
    {
        var score = 0;
        for (var later = 1; later < sample.Count; later++)
        for (var earlier = 0; earlier < later; earlier++)
            score += sample.Values[later].Value.CompareTo(sample.Values[earlier].Value);
        return score;
    }

    private static double Variance(int count) => count * (count - 1.0) * ((2 * count) + 5) / 18;
}
