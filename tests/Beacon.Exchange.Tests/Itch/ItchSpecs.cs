using Beacon.Exchange.Itch;

namespace Beacon.Exchange.Tests.Itch;

/// <summary>Every message on literal bytes: read as the specification says, and written as it was read.</summary>
public class ItchSpecs
{
    // Locate 1, tracking 2, 34,200,000,000,000 ns since midnight: 09:30.
    private const string Head = "0001" + "0002" + "1F1ACED9F000";
    private static readonly Symbol Apple = Symbol.Parse("AAPL");
    private static readonly ItchHeader Header = new(1, 2, 34_200_000_000_000);

    [Fact]
    public void System_event() => Check($"53{Head}51", SystemEvent.Read, m => m.Write, new SystemEvent(Header, 'Q'));

    [Fact]
    public void Stock_directory() =>
        Check(
            $"52{Head}4141504C20202020"
                + "51"
                + "4E"
                + "00000064"
                + "4E"
                + "43"
                + "5A20"
                + "50"
                + "4E"
                + "20"
                + "31"
                + "59"
                + "00000003"
                + "59",
            StockDirectory.Read,
            m => m.Write,
            new StockDirectory(Header, Apple, 'Q', 'N', 100, 'N', 'C', new IssueSubType('Z'), 'P', 'N', ' ', '1', 'Y', 3, 'Y')
        );

    [Fact]
    public void Trading_action() =>
        Check(
            $"48{Head}4141504C20202020" + "48" + "20" + "54312020",
            TradingAction.Read,
            m => m.Write,
            new(Header, Apple, 'H', Mpid.Parse("T1"))
        );

    [Fact]
    public void Reg_SHO_restriction() =>
        Check($"59{Head}4141504C20202020" + "31", RegShoRestriction.Read, m => m.Write, new(Header, Apple, '1'));

    [Fact]
    public void Market_participant_position() =>
        Check(
            $"4C{Head}42434F4E" + "4141504C20202020" + "59" + "4E" + "41",
            MarketParticipantPosition.Read,
            m => m.Write,
            new(Header, Mpid.Parse("BCON"), Apple, 'Y', 'N', 'A')
        );

    [Fact]
    public void MWCB_decline_level() =>
        Check(
            $"56{Head}0000000000000001" + "0000000000000002" + "0000000000000003",
            MwcbDeclineLevel.Read,
            m => m.Write,
            new(Header, 1, 2, 3)
        );

    [Fact]
    public void MWCB_status() => Check($"57{Head}32", MwcbStatus.Read, m => m.Write, new(Header, '2'));

    [Fact]
    public void IPO_quoting_period() =>
        Check(
            $"4B{Head}4141504C20202020" + "00008CA0" + "41" + "001E8480",
            IpoQuotingPeriod.Read,
            m => m.Write,
            new(Header, Apple, 36_000, 'A', 2_000_000)
        );

    [Fact]
    public void LULD_auction_collar() =>
        Check(
            $"4A{Head}4141504C20202020" + "00000001" + "00000002" + "00000003" + "00000004",
            LuldAuctionCollar.Read,
            m => m.Write,
            new(Header, Apple, 1, 2, 3, 4)
        );

    [Fact]
    public void Operational_halt() =>
        Check($"68{Head}4141504C20202020" + "51" + "48", OperationalHalt.Read, m => m.Write, new(Header, Apple, 'Q', 'H'));

    [Fact]
    public void Add_order_with_attribution() =>
        Check(
            $"46{Head}000000000000002A42000000644141504C20202020001E8480" + "42434F4E",
            AddOrderWithAttribution.Read,
            m => m.Write,
            new(Header, 42, Side.Buy, 100, Apple, 2_000_000, Mpid.Parse("BCON"))
        );

    [Fact]
    public void Cross_trade() =>
        Check(
            $"51{Head}0000000000000064" + "4141504C20202020" + "001E8480" + "0000000000000007" + "4F",
            CrossTrade.Read,
            m => m.Write,
            new(Header, 100, Apple, 2_000_000, 7, 'O')
        );

    [Fact]
    public void Broken_trade() => Check($"42{Head}0000000000000007", BrokenTrade.Read, m => m.Write, new(Header, 7));

    [Fact]
    public void Net_order_imbalance() =>
        Check(
            $"49{Head}0000000000000064"
                + "000000000000000A"
                + "42"
                + "4141504C20202020"
                + "00000001"
                + "00000002"
                + "00000003"
                + "43"
                + "4C",
            NetOrderImbalance.Read,
            m => m.Write,
            new(Header, 100, 10, 'B', Apple, 1, 2, 3, 'C', 'L')
        );

    [Fact]
    public void Retail_interest() => Check($"4E{Head}4141504C20202020" + "41", RetailInterest.Read, m => m.Write, new(Header, Apple, 'A'));

    [Fact]
    public void Direct_listing_price_discovery() =>
        Check(
            $"4F{Head}4141504C20202020" + "59" + "00000001" + "00000002" + "00000003" + "0000000000000004" + "00000005" + "00000006",
            DirectListingPriceDiscovery.Read,
            m => m.Write,
            new(Header, Apple, 'Y', 1, 2, 3, 4, 5, 6)
        );

    [Fact]
    public void Add_order() =>
        Check(
            $"41{Head}000000000000002A42000000644141504C20202020001E8480",
            AddOrder.Read,
            m => m.Write,
            new AddOrder(Header, 42, Side.Buy, 100, Symbol.Parse("AAPL"), 2_000_000)
        );

    [Fact]
    public void Order_executed() =>
        Check($"45{Head}000000000000002A000000640000000000000007", OrderExecuted.Read, m => m.Write, new OrderExecuted(Header, 42, 100, 7));

    [Fact]
    public void Order_executed_with_price() =>
        Check(
            $"43{Head}000000000000002A00000064000000000000000759001E8480",
            OrderExecutedWithPrice.Read,
            m => m.Write,
            new OrderExecutedWithPrice(Header, 42, 100, 7, 'Y', 2_000_000)
        );

    [Fact]
    public void Order_cancel() =>
        Check($"58{Head}000000000000002A00000064", OrderCancel.Read, m => m.Write, new OrderCancel(Header, 42, 100));

    [Fact]
    public void Order_delete() => Check($"44{Head}000000000000002A", OrderDelete.Read, m => m.Write, new OrderDelete(Header, 42));

    [Fact]
    public void Order_replace() =>
        Check(
            $"55{Head}000000000000002A000000000000002B00000064001E8480",
            OrderReplace.Read,
            m => m.Write,
            new OrderReplace(Header, 42, 43, 100, 2_000_000)
        );

    [Fact]
    public void Trade() =>
        Check(
            $"50{Head}000000000000000042000000644141504C20202020001E84800000000000000007",
            Beacon.Exchange.Itch.Trade.Read,
            m => m.Write,
            new Trade(Header, 0, Side.Buy, 100, Symbol.Parse("AAPL"), 2_000_000, 7)
        );

    [Theory]
    [InlineData('A', 36)]
    [InlineData('F', 40)]
    [InlineData('I', 50)]
    [InlineData('N', 20)]
    [InlineData('z', 0)]
    public void Every_type_has_its_length(char type, int length) => Assert.Equal(length, ItchTypes.LengthOf((byte)type));

    private delegate T Reader<T>(ReadOnlySpan<byte> message);

    private delegate int Writer(Span<byte> message);

    private static void Check<T>(string hex, Reader<T> read, Func<T, Writer> write, T expected)
    {
        var bytes = Convert.FromHexString(hex);
        Assert.True(ItchTypes.IsWhole(bytes));
        Assert.Equal(expected, read(bytes));
        var written = new byte[64];
        Assert.Equal(bytes.Length, write(expected)(written));
        Assert.Equal(hex, Convert.ToHexString(written.AsSpan(0, bytes.Length)));
    }
}
