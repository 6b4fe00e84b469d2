namespace Beacon.Benchmarks;

/// <summary>Quantiles of measured times.</summary>
internal sealed class Quantiles
{
    private readonly double[] _sortedMicroseconds;

    public Quantiles(IEnumerable<TimeSpan> times) => _sortedMicroseconds = [.. times.Select(time => time.TotalMicroseconds).Order()];

    public double P50 => At(0.50);

    public double P99 => At(0.99);

    /// <summary>The quantile in microseconds, by nearest rank, rounded to a tenth.</summary>
    private double At(double share) => Math.Round(_sortedMicroseconds[(int)Math.Ceiling(share * _sortedMicroseconds.Length) - 1], 1);
}
