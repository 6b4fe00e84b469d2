namespace Beacon.Records.Comparing;

/// <summary>The standard normal distribution.</summary>
internal static class Normal
{
    // Of a polynomial, that of the highest power first.
    private static readonly double[] Coefficients =
    [
        0.17087277,
        -0.82215223,
        1.48851587,
        -1.13520398,
        0.27886807,
        -0.18628806,
        0.09678418,
        0.37409196,
        1.00002368,
    ];

    /// <summary>
    /// The probability of a value of at most this one. The relative error is below 1.2e-7, in the tails too (Press et al., "Numerical
    /// Recipes", 6.2: Chebyshev fit of the complementary error function).
    /// </summary>
    public static double LowerTail(double value)
    {
        var x = Math.Abs(value) / Math.Sqrt(2);
        var t = 1 / (1 + (0.5 * x));
        var fit = Coefficients.Aggregate((sum, coefficient) => coefficient + (t * sum));
        var tail = t * Math.Exp((-x * x) - 1.26551223 + (t * fit)) / 2;
        return value < 0 ? tail : 1 - tail;
    }

    /// <summary>The quantile of a probability, above 0 and below 1.</summary>
    public static double Quantile(double share)
    {
        var (low, high) = (-40.0, 40.0);
        while (high - low > 1e-9)
        {
            var middle = (low + high) / 2;
            if (LowerTail(middle) < share)
                low = middle;
            else
                high = middle;
        }

        return low;
    }
}
