namespace Beacon.Plans.Units;

/// <summary>
/// A number in the one unit of its dimension, so that two runs can be compared although one printed <c>980 µs</c> and the other
/// <c>1.2 ms</c>. For comparing only: people are shown what was printed.
/// </summary>
/// <param name="Value">The number, in <paramref name="Unit"/>.</param>
/// <param name="Unit">
/// The one unit: <c>ns</c>, <c>B</c>, <c>%</c>, those per second (<c>B/s</c>, <c>msg/s</c>, <c>/s</c>) or per something else
/// (<c>ns/op</c>); empty: a bare number. Units that are not known stay as they are, things that are counted in the singular.
/// </param>
/// <param name="Dimension">What is measured.</param>
/// <remarks>
/// Symbols are read as they are written, and words in upper or lower case: <c>ms</c>, <c>msec</c>, <c>Milliseconds</c>. <c>kB</c>,
/// <c>KB</c>, <c>MB</c> … are powers of 1000 and <c>KiB</c>, <c>MiB</c> … of 1024 (IEC 80000-13); a small <c>b</c> behind a prefix is a
/// bit: <c>Mb/s</c>, <c>Gbps</c>, <c>kbit</c>. A bare <c>k</c>, <c>M</c>, <c>G</c> is a power of 1000, in front of <c>ops</c>, <c>req</c>
/// and the like too. <c>m</c> is not read as minutes.
/// </remarks>
public readonly record struct NormalizedValue(double Value, string Unit, Dimension Dimension)
{
    /// <summary>Normalises a number.</summary>
    /// <param name="value">The number as printed.</param>
    /// <param name="unit">Its unit as printed; empty: none.</param>
    public static NormalizedValue Of(double value, string unit)
    {
        var scale = UnitScale.Of(unit);
        return new NormalizedValue(value * scale.Numerator / scale.Denominator, scale.Unit, scale.Dimension);
    }
}
