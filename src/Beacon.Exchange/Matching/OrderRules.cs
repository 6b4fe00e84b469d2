using Beacon.Exchange.Ouch;

namespace Beacon.Exchange.Matching;

/// <summary>What an order must be like to be accepted.</summary>
internal static class OrderRules
{
    public const uint MaximumQuantity = 999_999;

    /// <summary>$199,999.99, in ten-thousandths.</summary>
    public const ulong MaximumPrice = 1_999_999_900;

    /// <summary>Why the order is not accepted; null: it is.</summary>
    /// <param name="order">The order.</param>
    /// <param name="listed">The symbols that are traded; null: whichever is well-formed.</param>
    public static RejectReason? Check(in EnterOrder order, IReadOnlySet<Symbol>? listed)
    {
        if (order.Side != Side.Buy && !IsSell(order.Side))
            return RejectReason.InvalidSide;
        if (order.Quantity is 0 or > MaximumQuantity)
            return RejectReason.InvalidQuantity;
        if (listed is null ? !IsWellFormed(order.Symbol) : !listed.Contains(order.Symbol))
            return RejectReason.InvalidSymbol;
        return order.Price is 0 or > MaximumPrice ? RejectReason.InvalidPrice : null;
    }

    /// <summary>Sell, sell short or sell short exempt: the book knows no difference.</summary>
    public static bool IsSell(Side side) => (char)side is 'S' or 'T' or 'E';

    /// <summary>Printable characters from the left, then nothing but padding.</summary>
    private static bool IsWellFormed(Symbol symbol)
    {
        Span<byte> bytes = stackalloc byte[Symbol.Size];
        symbol.Write(bytes);
        var letters = bytes.TrimEnd((byte)' ');
        return !letters.IsEmpty && !letters.ContainsAnyExceptInRange((byte)'!', (byte)'~');
    }
}
