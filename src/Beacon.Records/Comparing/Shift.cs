namespace Beacon.Records.Comparing;

/// <summary>
/// The shift from the values of one side to those of another: the Hodges–Lehmann estimate ("Estimates of location based on rank tests",
/// 1963), which is the median of all differences between a value of one side and a value of the other, and its confidence interval. Both
/// are robust against outliers.
/// </summary>
/// <remarks>
/// The interval contains the shifts that the Mann–Whitney test does not reject. With equal values it is slightly wider than necessary,
/// never narrower.
/// </remarks>
/// <param name="from">The values of the baseline, at least one, all finite.</param>
/// <param name="to">The values of the candidate, at least one, all finite.</param>
internal sealed class Shift(IReadOnlyCollection<double> from, IReadOnlyCollection<double> to)
{
    private readonly PairwiseDifferences _differences = new(from, to);
    private readonly int _from = from.Count;
    private readonly int _to = to.Count;

    /// <summary>The median of the differences.</summary>
    public double Estimate => _differences.Median;

    /// <summary>The probability of differences as large as these if the true shift is at most the margin.</summary>
    /// <param name="margin">A shift.</param>
    public double ChanceWithin(double margin) => MannWhitney.LowerTail(_from, _to, _differences.CountUpTo(margin));

    /// <summary>The probability of differences as small as these if the true shift is at least the margin.</summary>
    /// <param name="margin">A shift.</param>
    public double ChanceBeyond(double margin) => MannWhitney.LowerTail(_from, _to, _differences.Count - _differences.CountBelow(margin));

    /// <summary>The confidence interval of the shift; infinite ends: there are too few values for that level.</summary>
    /// <param name="level">The probability that the true shift lies beyond either end.</param>
    public (double Low, double High) Interval(double level)
    {
        var ranks = MannWhitney.RanksWithin(_from, _to, level);
        return ranks == 0
            ? (double.NegativeInfinity, double.PositiveInfinity)
            : (_differences[ranks - 1], _differences[_differences.Count - ranks]);
    }
}
