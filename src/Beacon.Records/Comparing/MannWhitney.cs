using System.Collections.Concurrent;

namespace Beacon.Records.Comparing;

/// <summary>
/// The distribution of the Mann–Whitney statistic if both sides have the same distribution: the number of pairs of a value of one side and
/// a value of the other in which the first is larger (Mann and Whitney, "On a test of whether one of two random variables is stochastically
/// larger than the other", 1947). It does not depend on the distribution of the values.
/// </summary>
/// <remarks>
/// Exact by the recurrence of Mann and Whitney up to <see cref="MostExactPairs"/> pairs; beyond, their normal approximation with continuity
/// correction, which is then accurate enough for any decision. The distribution is symmetric in both sides.
/// </remarks>
internal static class MannWhitney
{
    /// <summary>The number of pairs up to which the distribution is exact.</summary>
    public const int MostExactPairs = 2500;

    private static readonly ConcurrentDictionary<(int, int), double[]> Known = new();

    /// <summary>The probability of a count of at most this one, for these numbers of values of the sides, at least 1.</summary>
    public static double LowerTail(int few, int many, long count)
    {
        var pairs = (long)few * many;
        if (count < 0)
            return 0;
        if (count >= pairs)
            return 1;
        if (pairs <= MostExactPairs)
            return Known.GetOrAdd((Math.Min(few, many), Math.Max(few, many)), sides => Cumulated(sides.Item1, sides.Item2))[count];

        var deviation = Math.Sqrt(pairs * (few + many + 1.0) / 12);
        return Normal.LowerTail((count + 0.5 - (pairs / 2.0)) / deviation);
    }

    /// <summary>
    /// How many values of the statistic, from 0 up, have together at most the level, below a half, as their probability: the ranks that
    /// an interval excludes at each end.
    /// </summary>
    public static long RanksWithin(int few, int many, double level)
    {
        var (low, high) = (0L, (long)few * many);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (LowerTail(few, many, middle) <= level)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    // f(n, m, u) = n/(n+m) f(n-1, m, u-m) + m/(n+m) f(n, m-1, u), depending on the side of the largest value.
    private static double[] Cumulated(int few, int many)
    {
        var row = Enumerable.Range(0, many + 1).Select(_ => new[] { 1.0 }).ToArray();
        for (var n = 1; n <= few; n++)
        {
            var next = new double[many + 1][];
            next[0] = [1.0];
            for (var m = 1; m <= many; m++)
            {
                var here = new double[(n * m) + 1];
                for (var u = 0; u < row[m].Length; u++)
                    here[u + m] += row[m][u] * n / (n + m);
                for (var u = 0; u < next[m - 1].Length; u++)
                    here[u] += next[m - 1][u] * m / (n + m);
                next[m] = here;
            }

            row = next;
        }

        var cumulated = row[many];
        for (var u = 1; u < cumulated.Length; u++)
            cumulated[u] += cumulated[u - 1];
        return cumulated;
    }
}
