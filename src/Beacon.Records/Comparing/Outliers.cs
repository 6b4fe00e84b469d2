using System.Collections.Immutable;

namespace Beacon.Records.Comparing;

/// <summary>
/// Runs in which something else happened: their value lies further than eight times the spread from the median of their side, where the
/// spread is that of both sides together; and there are few of them, else they are a habit and stay. So wild that values of the usual
/// shapes, two humps included, are not among them: to set them aside costs no false alarms.
/// </summary>
public static class Outliers
{
    private const double Reach = 8;
    private const int OneIn = 5;

    // Of fewer values nobody can say what is usual.
    private const int LeastRuns = 5;

    /// <summary>Parts the values of sides into those that are compared and those that are set aside.</summary>
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
