using System.Globalization;

namespace Beacon.Exchange.Matching;

/// <summary>
/// How much a house, which is nobody's session, offers on either side of every book, so that a single client finds somebody to trade with.
/// </summary>
/// <param name="Shares">Shares at each price, at least 1.</param>
/// <param name="Levels">Prices on either side, a cent apart, at least 1.</param>
public sealed record HouseLiquidity(uint Shares = 1000, int Levels = 5)
{
    private const string Rule =
        "it starts at a symbol's first order, moves to meet every immediate order at its price, and is filled up after each trade";

    /// <summary>In words, for whoever starts the engine.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Shares:N0} shares at each of {Levels} prices, a cent apart, on either side; {Rule}");
}
