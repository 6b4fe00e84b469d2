namespace Beacon.Records.Comparing;

/// <summary>
/// By how much the values of one side lie above those of another: the estimate of Hodges and Lehmann ("Estimates of location based on
/// rank tests", 1963), which is the median of all differences between a value of one and a value of the other, and the interval that
/// belongs to it. One wild run in ten moves neither much.
/// </summary>
/// <remarks>
/// The interval holds the shifts that the Mann–Whitney test does not refuse: it tells the same as the test, in the unit of the values.
/// Where values are equal it is a little wider than it has to be, never narrower.
/// </remarks>
internal sealed class Shift
{
    private readonly double[] _differences;
    private readonly int _from;
    private readonly int _to;

    /// <summary>Takes all differences.</summary>
    /// <param name="from">The values of the side that is compared with, at least one, all finite.</param>
    /// <param name="to">The values of the side that is compared, at least one, all finite.</param>
    public Shift(IReadOnlyList<double> from, IReadOnlyList<double> to)
    {
        (_from, _to) = (from.Count, to.Count);
        _differences = new double[_from * _to];
        var index = 0;
        foreach (var one in from)
        foreach (var other in to)
            _differences[index++] = other - one;
        Array.Sort(_differences);
    }

    /// <summary>The median of the differences.</summary>
    public double Estimate => Sample.MedianOf(_differences);

    /// <summary>How likely differences as large as these are if in truth the shift is no larger than the margin.</summary>
    /// <param name="margin">A shift.</param>
    public double ChanceWithin(double margin) => MannWhitney.LowerTail(_from, _to, CountUpTo(margin));

    /// <summary>How likely differences as low as these are if in truth the shift is no lower than the margin.</summary>
    /// <param name="margin">A shift.</param>
    public double ChanceBeyond(double margin) => MannWhitney.LowerTail(_from, _to, _differences.Length - CountBelow(margin));

    /// <summary>What the shift lies between; infinite ends: there are too few values to tell at that level.</summary>
    /// <param name="level">How likely the truth may lie beyond either end.</param>
    public (double Low, double High) Interval(double level)
    {
        var ranks = MannWhitney.RanksWithin(_from, _to, level);
        return ranks == 0
            ? (double.NegativeInfinity, double.PositiveInfinity)
            : (_differences[ranks - 1], _differences[_differences.Length - ranks]);
    }

    private int CountUpTo(double margin) => Array.FindLastIndex(_differences, difference => difference <= margin) + 1;

    private int CountBelow(double margin) => Array.FindLastIndex(_differences, difference => difference < margin) + 1;
}
