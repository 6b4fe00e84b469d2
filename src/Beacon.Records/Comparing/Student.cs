namespace Beacon.Records.Comparing;

/// <summary>Student's t distribution.</summary>
internal static class Student
{
    /// <summary>
    /// The number below which a value lies with a probability from 0.5 to below 1: the expansion around the normal quantile of Abramowitz
    /// and Stegun, "Handbook of Mathematical Functions" (1964), 26.7.5, to its second term.
    /// </summary>
    public static double Quantile(double probability, int freedom)
    {
        var z = Normal.Quantile(probability);
        var first = ((z * z * z) + z) / 4;
        var second = ((5 * Math.Pow(z, 5)) + (16 * z * z * z) + (3 * z)) / 96;
        return z + (first / freedom) + (second / freedom / freedom);
    }
}
