using Beacon.Exchange.Itch;

namespace Beacon.Exchange.Generation;

/// <summary>
/// How often each type of message comes, as on a real day of NASDAQ: A 41.9 %, D 40.5 %, N 7.7 %, U 6.0 %, E 2.0 %, X 1.2 %, P 0.46 %, F
/// 0.15 %, and C for the small rest.
/// </summary>
internal static class MessageMix
{
    private const int FewestOrders = 10;
    private const int MostOrders = 1000;
    private const uint Total = 10_000;

    private static readonly (char Type, uint Share)[] Shares =
    [
        (AddOrder.Type, 4_190),
        (OrderDelete.Type, 4_050),
        (RetailInterest.Type, 770),
        (OrderReplace.Type, 600),
        (OrderExecuted.Type, 200),
        (OrderCancel.Type, 120),
        (Trade.Type, 46),
        (AddOrderWithAttribution.Type, 15),
        (OrderExecutedWithPrice.Type, 9),
    ];

    /// <summary>The type of the next message. A book with few orders is filled first, one with very many gets no more.</summary>
    /// <param name="random">Where chance comes from.</param>
    /// <param name="orders">How many orders the book has.</param>
    public static char Choose(SplitMix64 random, int orders)
    {
        var choice = random.Below(Total);
        if (orders < FewestOrders)
            return AddOrder.Type;
        foreach (var (type, share) in Shares)
        {
            if (choice < share)
                return type == AddOrder.Type && orders >= MostOrders ? OrderDelete.Type : type;
            choice -= share;
        }

        return Trade.Type;
    }
}
