using Beacon.Exchange.Itch;
using CsCheck;

namespace Beacon.Exchange.Tests.Properties;

/// <summary>Any bytes of the right length: every type of ITCH 5.0 is written as it was read.</summary>
public class ItchFuzzing
{
    private const int Rounds = 2000;

    public static TheoryData<char> ItchLetters => [.. "SRHYLVWKJhAFECXDUPQBINO"];

    [Theory]
    [MemberData(nameof(ItchLetters))]
    public void An_ITCH_message_is_written_as_it_was_read(char type) =>
        Gen
            .Byte.Array[ItchTypes.LengthOf((byte)type)]
            .Sample(
                bytes =>
                {
                    bytes[0] = (byte)type;
                    if (type == TradingAction.Type)
                        bytes[20] = (byte)' ';
                    var again = new byte[64];
                    Assert.Equal(bytes.Length, RewriteItch(bytes, again));
                    Assert.Equal(bytes, again[..bytes.Length]);
                    Assert.False(ItchTypes.IsWhole(bytes.AsSpan(1)) && bytes[1] == type);
                },
                iter: Rounds
            );

    private static int RewriteItch(byte[] m, byte[] again) =>
        (char)m[0] switch
        {
            'S' => SystemEvent.Read(m).Write(again),
            'R' => StockDirectory.Read(m).Write(again),
            'H' => TradingAction.Read(m).Write(again),
            'Y' => RegShoRestriction.Read(m).Write(again),
            'L' => MarketParticipantPosition.Read(m).Write(again),
            'V' => MwcbDeclineLevel.Read(m).Write(again),
            'W' => MwcbStatus.Read(m).Write(again),
            'K' => IpoQuotingPeriod.Read(m).Write(again),
            'J' => LuldAuctionCollar.Read(m).Write(again),
            'h' => OperationalHalt.Read(m).Write(again),
            'A' => AddOrder.Read(m).Write(again),
            'F' => AddOrderWithAttribution.Read(m).Write(again),
            'E' => OrderExecuted.Read(m).Write(again),
            'C' => OrderExecutedWithPrice.Read(m).Write(again),
            'X' => OrderCancel.Read(m).Write(again),
            'D' => OrderDelete.Read(m).Write(again),
            'U' => OrderReplace.Read(m).Write(again),
            'P' => Trade.Read(m).Write(again),
            'Q' => CrossTrade.Read(m).Write(again),
            'B' => BrokenTrade.Read(m).Write(again),
            'I' => NetOrderImbalance.Read(m).Write(again),
            'N' => RetailInterest.Read(m).Write(again),
            'O' => DirectListingPriceDiscovery.Read(m).Write(again),
            _ => 0,
        };
}
