using Beacon.Exchange.Itch;

namespace Beacon.Exchange.Tests.Itch;

/// <summary>Every message on literal bytes: read as the specification says, and written as it was read.</summary>
public class ItchSpecs
{
    // Locate 1, tracking 2, 34,200,000,000,000 ns since midnight: 09:30.
    private const string Head = "0001" + "0002" + "1F1ACED9F000";
    private static readonly ItchHeader Header = new(1, 2, 34_200_000_000_000);

    [Fact]
    public void System_event() => Check($"53{Head}51", SystemEvent.Read, m => m.Write, new SystemEvent(Header, 'Q'));

    [Fact]
    public void Stock_directory()
    {
        var bytes = Convert.FromHexString($"52{Head}4141504C20202020514E00000064");
        Assert.Equal(new StockDirectory(Header, Symbol.Parse("AAPL"), 'Q', 'N', 100), StockDirectory.Read(bytes));
    }

    [Fact]
    public void Trading_action()
    {
        var bytes = Convert.FromHexString($"48{Head}4141504C2020202054");
        Assert.Equal(new TradingAction(Header, Symbol.Parse("AAPL"), 'T'), TradingAction.Read(bytes));
    }

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
