namespace Beacon.Exchange.Itch;

/// <summary>The message types of NASDAQ TotalView-ITCH 5.0 and their lengths.</summary>
public static class ItchTypes
{
    private static readonly byte[] Lengths = MakeLengths();

    /// <summary>The length of a message of that type in bytes; 0: no such type.</summary>
    /// <param name="type">The first byte of the message.</param>
    public static int LengthOf(byte type) => Lengths[type];

    /// <summary>Whether these bytes are one whole message of a known type.</summary>
    public static bool IsWhole(ReadOnlySpan<byte> message) => !message.IsEmpty && LengthOf(message[0]) == message.Length;

    private static byte[] MakeLengths()
    {
        var lengths = new byte[byte.MaxValue + 1];
        foreach (
            var (type, length) in new[]
            {
                (SystemEvent.Type, SystemEvent.Size),
                (StockDirectory.Type, StockDirectory.Size),
                (TradingAction.Type, TradingAction.Size),
                (RegShoRestriction.Type, RegShoRestriction.Size),
                (MarketParticipantPosition.Type, MarketParticipantPosition.Size),
                (MwcbDeclineLevel.Type, MwcbDeclineLevel.Size),
                (MwcbStatus.Type, MwcbStatus.Size),
                (IpoQuotingPeriod.Type, IpoQuotingPeriod.Size),
                (LuldAuctionCollar.Type, LuldAuctionCollar.Size),
                (OperationalHalt.Type, OperationalHalt.Size),
                (AddOrder.Type, AddOrder.Size),
                (AddOrderWithAttribution.Type, AddOrderWithAttribution.Size),
                (OrderExecuted.Type, OrderExecuted.Size),
                (OrderExecutedWithPrice.Type, OrderExecutedWithPrice.Size),
                (OrderCancel.Type, OrderCancel.Size),
                (OrderDelete.Type, OrderDelete.Size),
                (OrderReplace.Type, OrderReplace.Size),
                (Trade.Type, Trade.Size),
                (CrossTrade.Type, CrossTrade.Size),
                (BrokenTrade.Type, BrokenTrade.Size),
                (NetOrderImbalance.Type, NetOrderImbalance.Size),
                (RetailInterest.Type, RetailInterest.Size),
                (DirectListingPriceDiscovery.Type, DirectListingPriceDiscovery.Size),
            }
        )
            lengths[type] = (byte)length;
        return lengths;
    }
}
