namespace Beacon.Records.Tests.Comparing;

/// <summary>Seeded random values like those of real measurements: around a centre, with a spread of 2 % of it.</summary>
internal sealed class Noise(int seed)
{
    private const double Spread = 0.02;
    private ulong _state = (ulong)seed << 32;

    public static readonly IReadOnlyDictionary<string, Func<Noise, double>> Shapes = new Dictionary<string, Func<Noise, double>>
    {
        ["normal"] = noise => 1 + (Spread * noise.Normal()),
        ["lognormal"] = noise => Math.Exp(Spread * noise.Normal()),
        ["bimodal"] = noise => 1 + (Spread * ((noise.Uniform() < 0.5 ? 0.9 : -0.9) + (0.44 * noise.Normal()))),
        ["an outlier in twenty"] = noise => noise.Uniform() < 0.05 ? 1 + (0.5 * noise.Uniform()) : 1 + (Spread * noise.Normal()),
        ["skewed"] = noise => 1 + (Spread * (-Math.Log(1 - noise.Uniform()) - 1)),
    };

    /// <summary>Random values of a distribution.</summary>
    public double[] Values(string shape, int count, double centre) =>
        [.. Enumerable.Range(0, count).Select(_ => centre * Shapes[shape](this))];

    // SplitMix64 (Steele, Lea and Flood, 2014): unlike with Random, the sequences of consecutive seeds are not correlated.
    private double Uniform()
    {
        var mixed = _state += 0x9E3779B97F4A7C15;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return ((mixed ^ (mixed >> 31)) >> 11) * (1.0 / (1ul << 53));
    }

    // Box and Muller, 1958.
    private double Normal() => Math.Sqrt(-2 * Math.Log(1 - Uniform())) * Math.Cos(2 * Math.PI * Uniform());
}
