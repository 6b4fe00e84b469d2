using System.Collections.Immutable;

namespace Beacon.Records.Comparing;

/// <summary>The values of one statistic in the runs of one side.</summary>
public sealed record Sample
{
    // Scales the median absolute deviation of normal values to their standard deviation: 1 / Φ⁻¹(3/4).
    internal const double ToStandardDeviation = 1.4826;

    private readonly double[] _sorted;

    /// <summary>Creates a sample.</summary>
    /// <param name="values">One value per run, in the order of the runs; all finite.</param>
    public Sample(ImmutableArray<RunValue> values)
    {
        Values = values;
        _sorted = [.. values.Select(value => value.Value).Order()];
    }

    /// <summary>The values, in the order of the runs.</summary>
    public ImmutableArray<RunValue> Values { get; }

    /// <summary>The number of runs that have a value.</summary>
    public int Count => _sorted.Length;

    /// <summary>The median; NaN: there are no values.</summary>
    public double Median => MedianOf(_sorted);

    /// <summary>The smallest value; NaN: there are no values.</summary>
    public double Least => Count == 0 ? double.NaN : _sorted[0];

    /// <summary>The largest value; NaN: there are no values.</summary>
    public double Most => Count == 0 ? double.NaN : _sorted[^1];

    /// <summary>
    /// The median absolute deviation from the median, scaled to the standard deviation of normal values. It is robust against outliers
    /// among up to half of the values. NaN: fewer than two values.
    /// </summary>
    public double Spread
    {
        get
        {
            if (Count < 2)
                return double.NaN;
            var median = Median;
            return ToStandardDeviation * MedianOf([.. _sorted.Select(value => Math.Abs(value - median)).Order()]);
        }
    }

    /// <summary>The outliers: the runs whose values lie further than eight times the spread from the median.</summary>
    public ImmutableArray<RunValue> Outliers => Comparing.Outliers.Of(this).SetAside;

    internal static double MedianOf(double[] sorted) =>
        sorted.Length switch
        {
            0 => double.NaN,
            var count when count % 2 == 1 => sorted[count / 2],
            var count => sorted[(count / 2) - 1] + ((sorted[count / 2] - sorted[(count / 2) - 1]) / 2),
        };
}

/// <summary>The value of a statistic in one run.</summary>
/// <param name="Run">The run's id.</param>
/// <param name="Value">The value, in the common unit of both sides.</param>
/// <param name="Text">The printed text.</param>
public readonly record struct RunValue(string Run, double Value, string Text);
