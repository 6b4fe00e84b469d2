using Beacon.Exchange.Ouch;
using static Beacon.Exchange.Tests.SoupBinTcp.Wire;

namespace Beacon.Exchange.Tests.Ouch;

public class OutboundSpecs
{
    // Half past nine, in nanoseconds since midnight.
    private const ulong Open = 34_200_000_000_000;
    private const string OpenBytes = "00001F1ACED9F000 ";

    private static readonly ClientOrderId Id = ClientOrderId.Parse("order-7");
    private static readonly EnterOrder Order = new(
        7,
        Side.Sell,
        100,
        Symbol.Parse("MSFT"),
        4_001_200,
        TimeInForce.Day,
        'Y',
        'P',
        'N',
        'N',
        Id
    );

    [Fact]
    public void System_event_has_10_bytes()
    {
        var message = new byte[SystemEvent.Size];
        Assert.Equal(10, new SystemEvent(Open, 'S').Write(message));
        Assert.Equal(Bytes("'S' " + OpenBytes + "'S'"), message);
        Assert.True(SystemEvent.TryRead(message, out var read));
        Assert.Equal(new SystemEvent(Open, 'S'), read);
        Assert.False(SystemEvent.TryRead(message.AsSpan(1), out _));
    }

    [Fact]
    public void Order_accepted_has_64_bytes()
    {
        var accepted = new OrderAccepted(Open, Order, 99);
        var message = new byte[OrderAccepted.Size];
        Assert.Equal(64, accepted.Write(message));
        Assert.Equal(
            Bytes(
                "'A' "
                    + OpenBytes
                    + "00000007 'S' 00000064 'MSFT    ' 00000000003D0DB0 '0' 'Y' 0000000000000063 'P' 'N' 'N' 'L' 'order-7       ' 0000"
            ),
            message
        );
        Assert.True(OrderAccepted.TryRead(message, out var read));
        Assert.Equal(accepted, read);
        Assert.False(OrderAccepted.TryRead(message.AsSpan(1), out _));
    }

    [Fact]
    public void Order_replaced_has_68_bytes()
    {
        var replaced = new OrderReplaced(Open, 6, Order, 100, 'D');
        var message = new byte[OrderReplaced.Size];
        Assert.Equal(68, replaced.Write(message));
        Assert.Equal(
            Bytes(
                "'U' "
                    + OpenBytes
                    + "00000006 00000007 'S' 00000064 'MSFT    ' 00000000003D0DB0 '0' 'Y' "
                    + "0000000000000064 'P' 'N' 'N' 'D' 'order-7       ' 0000"
            ),
            message
        );
        Assert.True(OrderReplaced.TryRead(message, out var read));
        Assert.Equal(replaced, read);
        Assert.False(OrderReplaced.TryRead(message.AsSpan(1), out _));
    }

    [Fact]
    public void Order_canceled_has_18_bytes()
    {
        var canceled = new OrderCanceled(Open, 7, 40, CancelReason.ImmediateOrCancel);
        var message = new byte[OrderCanceled.Size];
        Assert.Equal(18, canceled.Write(message));
        Assert.Equal(Bytes("'C' " + OpenBytes + "00000007 00000028 'I'"), message);
        Assert.True(OrderCanceled.TryRead(message, out var read));
        Assert.Equal(canceled, read);
        Assert.False(OrderCanceled.TryRead(message.AsSpan(1), out _));
    }

    [Fact]
    public void Order_executed_has_36_bytes()
    {
        var executed = new OrderExecuted(Open, 7, 60, 4_001_200, 'R', 5);
        var message = new byte[OrderExecuted.Size];
        Assert.Equal(36, executed.Write(message));
        Assert.Equal(Bytes("'E' " + OpenBytes + "00000007 0000003C 00000000003D0DB0 'R' 0000000000000005 0000"), message);
        Assert.True(OrderExecuted.TryRead(message, out var read));
        Assert.Equal(executed, read);
        Assert.False(OrderExecuted.TryRead(message.AsSpan(1), out _));
    }

    [Fact]
    public void Broken_trade_has_36_bytes()
    {
        var broken = new BrokenTrade(Open, 7, 5, 'E', Id);
        var message = new byte[BrokenTrade.Size];
        Assert.Equal(36, broken.Write(message));
        Assert.Equal(Bytes("'B' " + OpenBytes + "00000007 0000000000000005 'E' 'order-7       '"), message);
        Assert.True(BrokenTrade.TryRead(message, out var read));
        Assert.Equal(broken, read);
        Assert.False(BrokenTrade.TryRead(message.AsSpan(1), out _));
    }

    [Fact]
    public void Order_rejected_has_29_bytes()
    {
        var rejected = new OrderRejected(Open, 7, RejectReason.InvalidPrice, Id);
        var message = new byte[OrderRejected.Size];
        Assert.Equal(29, rejected.Write(message));
        Assert.Equal(Bytes("'J' " + OpenBytes + "00000007 001D 'order-7       '"), message);
        Assert.True(OrderRejected.TryRead(message, out var read));
        Assert.Equal(rejected, read);
        Assert.False(OrderRejected.TryRead(message.AsSpan(1), out _));
    }

    [Fact]
    public void Order_modified_has_18_bytes()
    {
        var modified = new OrderModified(Open, 7, Side.Sell, 40);
        var message = new byte[OrderModified.Size];
        Assert.Equal(18, modified.Write(message));
        Assert.Equal(Bytes("'M' " + OpenBytes + "00000007 'S' 00000028"), message);
        Assert.True(OrderModified.TryRead(message, out var read));
        Assert.Equal(modified, read);
        Assert.False(OrderModified.TryRead(message.AsSpan(1), out _));
    }
}
