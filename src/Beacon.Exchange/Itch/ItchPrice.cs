namespace Beacon.Exchange.Itch;

/// <summary>What the prices of orders mean in ITCH 5.0 (Data Types), in ten-thousandths of a dollar.</summary>
public static class ItchPrice
{
    /// <summary>200,000.0000 dollars, the highest price that there is: that of a market order which waits for a cross.</summary>
    public const uint Market = 2_000_000_000;

    /// <summary>
    /// Whether an order can trade at this price in the continuous market: not at nothing, and not at the price of those that wait for a
    /// cross.
    /// </summary>
    /// <param name="price">The price in ten-thousandths of a dollar.</param>
    public static bool IsTradable(ulong price) => price is > 0 and < Market;
}
