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
internal sealed class Shift(IReadOnlyCollection<double> from, IReadOnlyCollection<double> to)
{
    private readonly PairwiseDifferences _differences = new(from, to);
    private readonly int _from = from.Count;
    private readonly int _to = to.Count;

    public double Estimate => _differences.Median;

    /// <summary>The probability of differences as large as these if the true shift is at most the margin.</summary>
    public double ChanceWithin(double margin) => MannWhitney.LowerTail(_from, _to, _differences.CountUpTo(margin));

    /// <summary>The probability of differences as small as these if the true shift is at least the margin.</summary>
    public double ChanceBeyond(double margin) => MannWhitney.LowerTail(_from, _to, _differences.Count - _differences.CountBelow(margin));

    /// <summary>
    /// The confidence interval, beyond either end of which the true shift lies with the probability of the level; infinite ends: there are
    /// too few values for that level.
    /// </summary>
    public (double Low, double High) Interval(double level)
    {
        var ranks = MannWhitney.RanksWithin(_from, _to, level);
        return ranks == 0
            ? (double.NegativeInfinity, double.PositiveInfinity)
            : (_differences[ranks - 1], _differences[_differences.Count - ranks]);
    }
}

/// <summary>
/// The sorted differences between all values of one side and all values of another, without storing them. Two sorted sides form a matrix
/// with sorted rows and columns; ranking a number takes one walk along the border between smaller and larger entries (Frederickson and
/// Johnson, "Generalized selection and ranking: sorted matrices", 1984).
/// </summary>
/// <remarks>Time n + m for a rank, 64 (n + m) for a selection; memory n + m.</remarks>
internal sealed class PairwiseDifferences
{
    private readonly double[] _from;
    private readonly double[] _to;

    public PairwiseDifferences(IEnumerable<double> from, IEnumerable<double> to) => (_from, _to) = ([.. from.Order()], [.. to.Order()]);

    public long Count => (long)_from.Length * _to.Length;

    /// <summary>The median; for an even number the mean of the two middle differences.</summary>
    public double Median
    {
        get
        {
            var upper = this[Count / 2];
            if (Count % 2 == 1)
                return upper;
            var lower = this[(Count / 2) - 1];
            return lower + ((upper - lower) / 2);
        }
    }

    /// <summary>The difference at an index, from 0, in ascending order.</summary>
    public double this[long index]
    {
        get
        {
            // Bisection over all doubles, at most 64 steps: the smallest number with more than index differences up to it.
            var (low, high) = (PlaceOf(double.NegativeInfinity), PlaceOf(double.PositiveInfinity));
            while (low < high)
            {
                var middle = low + (long)(((ulong)high - (ulong)low) / 2);
                if (CountUpTo(NumberAt(middle)) > index)
                    high = middle;
                else
                    low = middle + 1;
            }

            // Minus zero equals zero and is tried first.
            return NumberAt(low) + 0.0;
        }
    }

    public long CountUpTo(double limit)
    {
        var count = 0L;
        var reached = 0;
        foreach (var one in _from)
        {
            while (reached < _to.Length && _to[reached] - one <= limit)
                reached++;
            count += reached;
        }

        return count;
    }

    public long CountBelow(double limit) => CountUpTo(Math.BitDecrement(limit));

    // Maps doubles to integers in the same order: the bits of negative doubles are in descending order (IEEE 754, 5.10).
    private static long PlaceOf(double number) =>
        BitConverter.DoubleToInt64Bits(number) is var bits && bits >= 0 ? bits : long.MinValue - bits - 1;

    private static double NumberAt(long place) => BitConverter.Int64BitsToDouble(place >= 0 ? place : long.MinValue - place - 1);
}
