using Beacon.Plans;
using Beacon.Plans.Units;

namespace Beacon.Records.Comparing;

/// <summary>The better direction of a statistic, derived from its unit.</summary>
internal static class Direction
{
    private const string Time = "ns";
    private static readonly string[] RatesInAWord = ["rps", "qps", "tps", "pps"];

    /// <summary>Lower for a time and a time per item, higher for a rate; null: the unit gives no direction.</summary>
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
