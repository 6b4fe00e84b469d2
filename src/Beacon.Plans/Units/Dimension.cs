namespace Beacon.Plans.Units;

/// <summary>What a number measures, as far as its unit tells.</summary>
public enum Dimension
{
    /// <summary>A number of things: without a unit, or with one that names them.</summary>
    Count,

    /// <summary>Time, in nanoseconds.</summary>
    Time,

    /// <summary>An amount of data, in bytes.</summary>
    Size,

    /// <summary>A part of a whole, in percent.</summary>
    Share,

    /// <summary>Anything per second.</summary>
    Rate,

    /// <summary>Anything per something else: <c>ns/op</c>, <c>B/order</c>.</summary>
    Ratio,
}
