using Beacon.Plans;

namespace Beacon.Records.Comparing;

/// <summary>
/// Estimates how many runs per side give a verdict, from the measured spread and difference. A side with more runs keeps them.
/// </summary>
public static class RequiredRuns
{
    /// <summary>The largest number that is suggested. If more runs are needed, there is no suggestion.</summary>
    public const int Most = 1000;

    // The share of experiments with that many runs that should have a verdict.
    private const double Power = 0.8;

    // The efficiency of the rank test for normal values, relative to the t test (Hodges and Lehmann, 1956).
    private const double Efficiency = 0.955;

    /// <summary>The number of runs; null: more than <see cref="Most"/>, because the difference is close to the tolerance.</summary>
    /// <param name="compared">The statistic.</param>
    /// <param name="level">The accepted probability of a wrong verdict.</param>
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

        // The upper limit of the variance of the difference, which is 1/n + 1/m times that of a run. Of few runs the variance is not known
        // well, which Student's distribution allows for.
        var freedom = fewer + more - 2;
        var enough = Efficiency * Square(distance / (Student.Quantile(1 - level, freedom) + Student.Quantile(Power, freedom))) / variance;
        var beside = 1 / (enough - (1.0 / more));
        var runs = beside > 0 && beside <= more ? beside : 2 / enough;
        return runs > Most ? null : Math.Max(least, (int)Math.Ceiling(runs));
    }

    /// <summary>The smallest number of runs of a side that can give a verdict.</summary>
    /// <param name="level">The accepted probability of a wrong verdict.</param>
    /// <param name="beside">The number of runs of the other side, which is raised to the result if it is smaller.</param>
    public static int Fewest(double level, int beside = 0)
    {
        var runs = 1;
        while (MannWhitney.LowerTail(runs, Math.Max(runs, beside), 0) > level)
            runs++;
        return runs;
    }

    private static double Square(double value) => value * value;
}
