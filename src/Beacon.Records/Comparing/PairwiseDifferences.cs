namespace Beacon.Records.Comparing;

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

    /// <summary>Sorts both sides.</summary>
    /// <param name="from">The values that are subtracted, all finite.</param>
    /// <param name="to">The values that they are subtracted from, all finite.</param>
    public PairwiseDifferences(IEnumerable<double> from, IEnumerable<double> to) => (_from, _to) = ([.. from.Order()], [.. to.Order()]);

    /// <summary>The number of differences.</summary>
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

    /// <summary>The difference at an index in ascending order.</summary>
    /// <param name="index">The index, from 0.</param>
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

    /// <summary>The number of differences that are at most a limit.</summary>
    /// <param name="limit">The limit.</param>
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

    /// <summary>The number of differences below a limit.</summary>
    /// <param name="limit">The limit.</param>
    public long CountBelow(double limit) => CountUpTo(Math.BitDecrement(limit));

    // Maps doubles to integers in the same order: the bits of negative doubles are in descending order (IEEE 754, 5.10).
    private static long PlaceOf(double number) =>
        BitConverter.DoubleToInt64Bits(number) is var bits && bits >= 0 ? bits : long.MinValue - bits - 1;

    private static double NumberAt(long place) => BitConverter.Int64BitsToDouble(place >= 0 ? place : long.MinValue - place - 1);
}
