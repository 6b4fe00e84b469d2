namespace Beacon.Actors.Comparing;

/// <summary>What a unit says of which way is better.</summary>
public static class Direction
{
    private static readonly string[] Times = ["ns", "µs", "ms", "s", "sec", "secs", "second", "seconds", "min", "h"];
    private static readonly string[] RateEnds = ["/s", "/sec", "/second", " per second", " per sec", "/ms", "/min"];

    /// <summary>A time is better if lower, a rate if higher; null: the unit says nothing.</summary>
    /// <param name="unit">The unit, in the spelling that statistics have.</param>
    public static Better? Of(string unit) =>
        Times.Contains(unit, StringComparer.OrdinalIgnoreCase) ? Better.Lower
        : RateEnds.Any(end => unit.EndsWith(end, StringComparison.OrdinalIgnoreCase)) ? Better.Higher
        : null;
}
