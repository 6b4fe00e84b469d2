using Beacon.Exchange.Ouch;

namespace Beacon.Exchange.Matching;

/// <summary>
/// What an order must be like to be accepted (OUCH 5.0 rev 1.04, Enter Order and Data Types; SEC Rule 612 for sub-penny prices).
/// </summary>
internal static class OrderRules
{
    public const uint MaximumQuantity = 999_999;

    /// <summary>$199,999.99, in ten-thousandths.</summary>
    public const ulong MaximumPrice = 1_999_999_900;

    /// <summary>The prices that mean a market order: $214,748.3647, and $200,000.0000.</summary>
    public const ulong MarketPrice = 0x7FFFFFFF;
    public const ulong OtherMarketPrice = 2_000_000_000;

    private const ulong Dollar = 10_000;
    private const ulong Cent = 100;
    private const uint SecondsPerDay = 86_400;

    /// <summary>Why the order is not accepted; null: it is.</summary>
    /// <param name="order">The order.</param>
    /// <param name="options">Its options.</param>
    /// <param name="listed">The symbols that are traded; null: whichever is well-formed.</param>
    /// <param name="executed">Shares that the orders which it replaces have executed: no minimum can be met with these.</param>
    public static RejectReason? Check(in EnterOrder order, in OrderOptions options, IReadOnlySet<Symbol>? listed, uint executed = 0)
    {
        if (order.Side != Side.Buy && !IsSell(order.Side))
            return RejectReason.InvalidSide;
        if (order.Quantity is 0 or > MaximumQuantity)
            return RejectReason.InvalidQuantity;
        if (listed is null ? !IsWellFormed(order.Symbol) : !listed.Contains(order.Symbol))
            return RejectReason.InvalidSymbol;
        if (!IsPrice(order.Price))
            return RejectReason.InvalidPrice;
        if (order.Display is not ('Y' or 'N' or 'A'))
            return RejectReason.InvalidDisplay;
        if (order.CrossType != 'N')
            return RejectReason.InvalidCrossOrder;
        if (
            !IsTimeInForce(order.TimeInForce)
            || order.Capacity is not ('A' or 'P' or 'R' or 'O')
            || order.InterMarketSweep is not ('Y' or 'N')
        )
            return RejectReason.Other;
        if (options.MinimumQuantity > order.Quantity - executed)
            return RejectReason.InvalidMinimumQuantity;
        return IsExpiry(order.TimeInForce, options.ExpireSeconds) ? options.Fault : RejectReason.Other;
    }

    /// <summary>Sell, sell short or sell short exempt: the book knows no difference.</summary>
    public static bool IsSell(Side side) => (char)side is 'S' or 'T' or 'E';

    /// <summary>Whether the price of an order means: at any price.</summary>
    public static bool IsMarket(ulong price) => price is MarketPrice or OtherMarketPrice;

    /// <summary>
    /// The worst price that an order accepts. The book knows prices alone: that some of OUCH mean a market order is known only here.
    /// </summary>
    /// <param name="side">The side of the book that the order belongs to.</param>
    /// <param name="price">Its price as it was entered.</param>
    public static ulong LimitOf(Side side, ulong price) =>
        !IsMarket(price) ? price
        : side == Side.Buy ? ulong.MaxValue
        : 0;

    private static bool IsPrice(ulong price) =>
        IsMarket(price) || (price is > 0 and <= MaximumPrice && (price < Dollar || price % Cent == 0));

    private static bool IsTimeInForce(TimeInForce tif) =>
        tif
            is TimeInForce.Day
                or TimeInForce.ImmediateOrCancel
                or TimeInForce.ExtendedHours
                or TimeInForce.GoodTillTime
                or TimeInForce.AfterHours;

    /// <summary>An expire time belongs to time in force 6 and to no other.</summary>
    private static bool IsExpiry(TimeInForce tif, uint seconds) =>
        tif == TimeInForce.GoodTillTime ? seconds is > 0 and < SecondsPerDay : seconds == 0;

    /// <summary>Printable characters from the left, then nothing but padding.</summary>
    private static bool IsWellFormed(Symbol symbol)
    {
        Span<byte> bytes = stackalloc byte[Symbol.Size];
        symbol.Write(bytes);
        var letters = bytes.TrimEnd((byte)' ');
        return !letters.IsEmpty && !letters.ContainsAnyExceptInRange((byte)'!', (byte)'~');
    }
}
