using Beacon.Exchange.Ouch;
using static Beacon.Exchange.Tests.SoupBinTcp.Wire;

namespace Beacon.Exchange.Tests.Ouch;

public class InboundSpecs
{
    private static readonly Symbol Apple = Symbol.Parse("AAPL");

    [Fact]
    public void Enter_order_has_47_bytes()
    {
        var order = new EnterOrder(
            7,
            Side.Buy,
            100,
            Apple,
            1_912_500,
            TimeInForce.ImmediateOrCancel,
            'N',
            'P',
            'Y',
            'O',
            ClientOrderId.Parse("order-7")
        );
        var message = new byte[EnterOrder.Size];

        Assert.Equal(47, order.Write(message));

        Assert.Equal(Bytes("'O' 00000007 'B' 00000064 'AAPL    ' 00000000001D2EB4 '3' 'N' 'P' 'Y' 'O' 'order-7       ' 0000"), message);
        Assert.True(EnterOrder.TryRead(message, out var read));
        Assert.Equal(order, read);
        Assert.False(EnterOrder.TryRead(message.AsSpan(1), out _));
    }

    [Fact]
    public void An_order_is_visible_an_agency_order_and_without_an_id_unless_told_otherwise()
    {
        var message = new byte[EnterOrder.Size];

        new EnterOrder(1, Side.Sell, 1, Apple, 1, TimeInForce.Day).Write(message);

        Assert.Equal(Bytes("'0' 'Y' 'A' 'N' 'N' '              ' 0000"), message[26..]);
    }

    [Fact]
    public void Replace_order_has_40_bytes()
    {
        var replace = new ReplaceOrder(7, 8, 50, 1_912_400, TimeInForce.Day, 'Y', 'N', ClientOrderId.Parse("fourteen-chars"));
        var message = new byte[ReplaceOrder.Size];

        Assert.Equal(40, replace.Write(message));

        Assert.Equal(Bytes("'U' 00000007 00000008 00000032 00000000001D2E50 '0' 'Y' 'N' 'fourteen-chars' 0000"), message);
        Assert.True(ReplaceOrder.TryRead(message, out var read));
        Assert.Equal(replace, read);
        Assert.Equal("fourteen-chars", read.ClientOrderId.ToString());
        Assert.False(ReplaceOrder.TryRead(message.AsSpan(1), out _));
    }

    [Fact]
    public void Cancel_order_has_9_bytes()
    {
        var message = new byte[CancelOrder.Size];

        Assert.Equal(9, new CancelOrder(7, 20).Write(message));

        Assert.Equal(Bytes("'X' 00000007 00000014"), message);
        Assert.True(CancelOrder.TryRead(message, out var read));
        Assert.Equal(new CancelOrder(7, 20), read);
        Assert.False(CancelOrder.TryRead(message.AsSpan(1), out _));
    }

    [Fact]
    public void Modify_order_has_10_bytes()
    {
        var message = new byte[ModifyOrder.Size];

        Assert.Equal(10, new ModifyOrder(7, Side.Sell, 20).Write(message));

        Assert.Equal(Bytes("'M' 00000007 'S' 00000014"), message);
        Assert.True(ModifyOrder.TryRead(message, out var read));
        Assert.Equal(new ModifyOrder(7, Side.Sell, 20), read);
        Assert.False(ModifyOrder.TryRead(message.AsSpan(1), out _));
    }

    [Fact]
    public void A_client_order_id_of_fifteen_characters_is_refused() =>
        Assert.Throws<ArgumentException>(() => ClientOrderId.Parse("fifteen-letters"));
}
