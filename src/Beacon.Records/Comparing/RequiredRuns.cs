using Beacon.Plans;

namespace Beacon.Records.Comparing;

/// <summary>
/// How many runs a side would most likely carry a verdict, from the spread that was seen and where the difference lies. A side that has
/// more keeps them.
/// </summary>
public static class RequiredRuns
{
    /// <summary>More than anybody will wait for: what needs more is called undecidable.</summary>
    public const int Most = 1000;

    // Four in five: Φ⁻¹(0.8).
    private const double Power = 0.8416;

    // What the rank test makes of normal values, against 1 for the t test (Hodges and Lehmann, 1956).
    private const double Efficiency = 0.955;

    /// <summary>How many; null: more than <see cref="Most"/>, since the difference lies at the border of what is tolerated.</summary>
    /// <param name="compared">The statistic.</param>
    /// <param name="level">How likely a wrong verdict may be.</param>
    public static int? For(StatisticComparison compared, double level)
    {
        var (fewer, more) = (
            Math.Min(compared.Baseline.Count, compared.Candidate.Count),
            Math.Max(compared.Baseline.Count, compared.Candidate.Count)
        );
        var least = Math.Max(Fewest(level, more), fewer + 1);
        var variance = (Square(compared.Baseline.Spread) + Square(compared.Candidate.Spread)) / 2;
        if (double.IsNaN(variance))
            return least;

        var distance = compared.Better switch
        {
            Better.Lower => Math.Abs(compared.Difference - compared.Margin),
            Better.Higher => Math.Abs(compared.Difference + compared.Margin),
            _ => Math.Abs(Math.Abs(compared.Difference) - compared.Margin),
        };

        // The variance of the difference, 1/n + 1/m times that of a run, has to be below this.
        var enough = Efficiency * Square(distance / (Normal.Quantile(1 - level) + Power)) / variance;
        var beside = 1 / (enough - (1.0 / more));
        var runs = beside > 0 && beside <= more ? beside : 2 / enough;
        return runs > Most ? null : Math.Max(least, (int)Math.Ceiling(runs));
    }

    /// <summary>The fewest runs of a side that can carry a verdict at all.</summary>
    /// <param name="level">How likely a wrong one may be.</param>
    /// <param name="beside">How many runs the other side has; it gets more if it has fewer.</param>
    public static int Fewest(double level, int beside = 0)
    {
        var runs = 1;
        while (MannWhitney.LowerTail(runs, Math.Max(runs, beside), 0) > level)
            runs++;
        return runs;
    }

    private static double Square(double value) => value * value;
}
