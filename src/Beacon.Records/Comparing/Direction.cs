using Beacon.Plans;
using Beacon.Plans.Units;

namespace Beacon.Records.Comparing;

/// <summary>What a unit says of which way is better.</summary>
internal static class Direction
{
    private const string Time = "ns";
    private static readonly string[] RatesInAWord = ["rps", "qps", "tps", "pps"];

    /// <summary>A time, and a time per thing, is better if lower, a rate if higher; null: the unit says nothing.</summary>
    /// <param name="unit">The unit, as printed.</param>
    public static Better? Of(string unit)
    {
        var scale = UnitScale.Of(unit);
        return scale.Dimension switch
        {
            Dimension.Time => Better.Lower,
            Dimension.Ratio when scale.Unit.StartsWith($"{Time}/", StringComparison.Ordinal) => Better.Lower,
            Dimension.Rate => Better.Higher,
            Dimension.Count when RatesInAWord.Contains(scale.Unit) => Better.Higher,
            _ => null,
        };
    }
}
