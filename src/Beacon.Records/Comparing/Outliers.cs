using System.Collections.Immutable;

namespace Beacon.Records.Comparing;

/// <summary>
/// Finds the runs with a value further than eight times the spread from the median of their side. The spread is that of both sides
/// together. Frequent values of this kind are typical of the program and are kept. The limit is so wide that the usual distributions,
/// bimodal ones included, have no outliers; setting outliers aside therefore causes no false alarms.
/// </summary>
internal static class Outliers
{
    private const double Reach = 8;
    private const int OneIn = 5;

    // Fewer values don't show what is usual.
    private const int LeastRuns = 5;

    /// <summary>Separates the values of the sides into those that are compared and the outliers.</summary>
    public static (ImmutableArray<Sample> Kept, ImmutableArray<RunValue> SetAside) Of(params ReadOnlySpan<Sample> sides)
    {
        var distances = new List<double>();
        foreach (var side in sides)
            distances.AddRange(DistancesIn(side));
        var reach = Reach * Sample.ToStandardDeviation * Sample.MedianOf([.. distances.Order()]);

        var kept = ImmutableArray.CreateBuilder<Sample>();
        var aside = ImmutableArray.CreateBuilder<RunValue>();
        foreach (var side in sides)
        {
            var isWild = side.Values.Zip(DistancesIn(side)).ToLookup(pair => reach > 0 && pair.Second > reach, pair => pair.First);
            if (side.Count < LeastRuns || isWild[true].Count() * OneIn > side.Count)
                return ([.. sides], []);
            kept.Add(new Sample([.. isWild[false]]));
            aside.AddRange(isWild[true]);
        }

        return (kept.ToImmutable(), aside.ToImmutable());
    }

    private static IEnumerable<double> DistancesIn(Sample side)
    {
        var median = side.Median;
        return side.Values.Select(value => Math.Abs(value.Value - median));
    }
}
