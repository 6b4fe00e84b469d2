namespace Beacon.Actors.Comparing;

/// <summary>How many runs a side would most likely carry a verdict, from the spread that was seen and where the difference lies.</summary>
internal static class RunsNeeded
{
    /// <summary>More than anybody will wait for: what needs more is called undecidable.</summary>
    public const int Most = 1000;

    // Four in five: Φ⁻¹(0.8).
    private const double Power = 0.8416;

    // The rank test makes 0.955 of the t test's use of normal values (Hodges and Lehmann, 1956).
    private const double Efficiency = 0.955;

    /// <summary>How many; null: more than <see cref="Most"/>, since the difference lies at the border of what is tolerated.</summary>
    /// <param name="told">The statistic.</param>
    /// <param name="level">How likely a wrong verdict may be.</param>
    public static int? For(StatisticComparison told, double level)
    {
        var least = Math.Max(Fewest(level), Math.Min(told.Baseline.Count, told.Candidate.Count) + 1);
        var variance = (Square(told.Baseline.Spread) + Square(told.Candidate.Spread)) / 2;
        if (double.IsNaN(variance)) return least;

        var distance = told.Better switch
        {
            Better.Lower => Math.Abs(told.Difference - told.Margin),
            Better.Higher => Math.Abs(told.Difference + told.Margin),
            _ => Math.Abs(Math.Abs(told.Difference) - told.Margin),
        };
        var runs = 2 * variance * Square((Normal.Quantile(1 - level) + Power) / distance) / Efficiency;
        return runs > Most ? null : Math.Max(least, (int)Math.Ceiling(runs));
    }

    /// <summary>The fewest runs a side that can carry a verdict at all.</summary>
    /// <param name="level">How likely a wrong one may be.</param>
    public static int Fewest(double level)
    {
        var runs = 1;
        while (MannWhitney.LowerTail(runs, runs, 0) > level) runs++;
        return runs;
    }

    private static double Square(double value) => value * value;
}
