namespace Beacon.Records.Comparing;

/// <summary>
/// Where one more run of a sample is expected, whatever the distribution of its values: from the smallest to the largest value (Hahn and
/// Meeker, "Statistical Intervals", 1991, chapter 5: distribution-free prediction intervals).
/// </summary>
/// <param name="Low">The smallest value.</param>
/// <param name="High">The largest value.</param>
/// <param name="ChanceBeyond">
/// The probability that one more run lies outside although nothing has changed: 2 / (n + 1) of n runs, half of it at each end.
/// </param>
public sealed record PredictionInterval(double Low, double High, double ChanceBeyond)
{
    /// <summary>The interval of a sample; null: it has fewer than two values.</summary>
    internal static PredictionInterval? Of(Sample sample) =>
        sample.Count < 2 ? null : new PredictionInterval(sample.Least, sample.Most, 2.0 / (sample.Count + 1));

    /// <summary>Whether a value lies within the interval.</summary>
    /// <param name="value">The value.</param>
    public bool Holds(double value) => value >= Low && value <= High;
}
