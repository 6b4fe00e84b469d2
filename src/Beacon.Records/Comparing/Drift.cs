using System.Collections.Immutable;

namespace Beacon.Records.Comparing;

/// <summary>
/// Whether a machine that slowly changes explains a difference. Runs that alternate are all hit by it; of two sides that were run one
/// after the other, the trend from run to run within the sides tells (Mann, "Nonparametric tests against trend", 1945).
/// </summary>
internal static class Drift
{
    // One in a hundred by chance, one-sided: a real difference is hidden that rarely.
    private const double Significant = 2.326;
    private const double Interleaved = 0.25;

    /// <summary>Whether the two sides were run in turn: of all pairs, neither side comes first in more than three of four.</summary>
    public static bool AreInterleaved(ImmutableArray<ComparedRun> baseline, ImmutableArray<ComparedRun> candidate)
    {
        var first =
            baseline.Sum(one => candidate.Count(other => one.StartedAt < other.StartedAt)) / ((double)baseline.Length * candidate.Length);
        return first is > Interleaved and < 1 - Interleaved;
    }

    /// <summary>Whether the values of both sides move the way of the difference, from run to run.</summary>
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
