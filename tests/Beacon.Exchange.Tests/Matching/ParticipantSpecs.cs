using Beacon.Exchange.Itch;

namespace Beacon.Exchange.Tests.Matching;

/// <summary>Simulated participants that follow a feed.</summary>
public class ParticipantSpecs
{
    private const int Ann = 1;
    private const ulong Dollar = 10_000;
    private static readonly Symbol Apple = Symbol.Parse("AAPL");

    private readonly Desk _desk = new();
    private readonly byte[] _message = new byte[64];

    [Fact]
    public void An_order_trades_with_what_the_feed_still_shows()
    {
        Add(1, Side.Sell, 100, 10);
        Add(2, Side.Sell, 100, 11);

        Assert.Equal(["1 E 1 100@10.00 R match 1", "1 C 1 -50 I"], _desk.Enter(Ann, 1, 'B', 150, 10m, '3')[1..]);
        Assert.Equal(["1 C 2 -10 I"], _desk.Enter(Ann, 2, 'B', 10, 10m, '3')[1..]);
        Assert.Equal(["1 E 3 10@11.00 R match 2"], _desk.Enter(Ann, 3, 'B', 10, 11m, '3')[1..]);
    }

    [Fact]
    public void An_order_at_a_price_that_is_gone_is_not_filled()
    {
        Add(1, Side.Sell, 100, 10);
        Follow(new OrderDelete(default, 1).Write(_message));

        Assert.Equal(["1 C 1 -100 I"], _desk.Enter(Ann, 1, 'B', 100, 10m, '3')[1..]);
    }

    [Fact]
    public void A_cancellation_and_an_execution_of_the_feed_leave_less()
    {
        Add(1, Side.Sell, 100, 10);
        Follow(new OrderCancel(default, 1, 30).Write(_message));
        Follow(new OrderExecuted(default, 1, 20, 1).Write(_message));

        Assert.Equal(["1 E 1 50@10.00 R match 1", "1 C 1 -50 I"], _desk.Enter(Ann, 1, 'B', 100, 10m, '3')[1..]);
    }

    [Fact]
    public void A_replacement_of_the_feed_stands_elsewhere()
    {
        Add(1, Side.Sell, 100, 10);
        Follow(new OrderReplace(default, 1, 2, 70, 12 * (uint)Dollar).Write(_message));

        Assert.Equal(["1 C 1 -100 I"], _desk.Enter(Ann, 1, 'B', 100, 11m, '3')[1..]);
        Assert.Equal(["1 E 2 70@12.00 R match 1", "1 C 2 -30 I"], _desk.Enter(Ann, 2, 'B', 100, 12m, '3')[1..]);
    }

    [Fact]
    public void A_new_order_of_the_feed_trades_with_the_client_that_it_meets()
    {
        _desk.Enter(Ann, 1, 'B', 60, 10m);

        Add(1, Side.Sell, 100, 10);

        Assert.Equal(["1 E 1 60@10.00 A match 1"], _desk.Answers());
        Assert.Equal(["1 E 2 40@10.00 R match 2", "1 C 2 -60 I"], _desk.Enter(Ann, 2, 'B', 100, 10m, '3')[1..]);
    }

    [Fact]
    public void An_execution_of_the_feed_trades_with_clients_that_stand_before_its_order()
    {
        Add(1, Side.Buy, 100, 10);
        _desk.Enter(Ann, 1, 'B', 60, 10m);
        _desk.Enter(Ann, 2, 'B', 60, 10.01m);
        _desk.Answers();

        Follow(new OrderExecuted(default, 1, 100, 1).Write(_message));

        Assert.Equal(["1 E 2 60@10.01 A match 1"], _desk.Answers());
    }

    [Fact]
    public void A_new_day_withdraws_everything()
    {
        Add(1, Side.Sell, 100, 10);
        Follow(new SystemEvent(default, 'O').Write(_message));

        Assert.Equal(["1 C 1 -100 I"], _desk.Enter(Ann, 1, 'B', 100, 10m, '3')[1..]);
        Assert.Equal(0, _desk.Engine.Participants.Orders);
    }

    [Fact]
    public void A_message_about_an_unknown_order_is_counted_and_outdated_orders_never_cross_the_book()
    {
        Follow(new OrderDelete(default, 77).Write(_message));
        Add(1, Side.Sell, 100, 10);
        Add(2, Side.Buy, 100, 12);

        Assert.Equal(1, _desk.Engine.Participants.UnknownReferences);
        Assert.Equal(["1 E 1 100@12.00 R match 1"], _desk.Enter(Ann, 1, 'S', 100, 10m, '3')[1..]);
    }

    [Theory]
    [InlineData(Side.Sell, 'B')]
    [InlineData(Side.Buy, 'S')]
    public void An_order_of_the_feed_that_waits_for_a_cross_trades_with_nobody(Side side, char other)
    {
        _desk.Enter(Ann, 1, other, 100, 10m);
        Add(1, side == Side.Buy ? Side.Sell : Side.Buy, 100, side == Side.Buy ? 11u : 9u);
        _desk.Answers();

        // 200,000.0000 dollars: 0x77359400.
        Follow(new AddOrder(default, 2, side, 100, Apple, 0x77359400).Write(_message));
        Assert.Empty(_desk.Answers());
        Follow(new OrderExecuted(default, 2, 40, 1).Write(_message));
        Assert.Empty(_desk.Answers());
        Follow(new OrderReplace(default, 2, 3, 60, 0x77359400).Write(_message));
        Assert.Empty(_desk.Answers());

        Assert.Equal(0, _desk.Engine.Participants.UnknownReferences);
        Assert.Equal(["1 C 1 -100 U"], _desk.Cancel(Ann, 1, 0));
    }

    [Fact]
    public void A_market_order_does_not_trade_at_the_price_of_those_that_wait_for_a_cross()
    {
        Follow(new AddOrder(default, 1, Side.Sell, 100, Apple, 0x77359400).Write(_message));

        Assert.Equal(["1 C 1 -100 I"], _desk.Enter(Ann, 1, 'B', 100, 214_748.3647m)[1..]);
    }

    [Fact]
    public void An_execution_trades_with_clients_in_the_order_of_their_priority_and_not_with_those_behind_it()
    {
        _desk.Enter(Ann, 1, 'B', 10, 10m);
        Add(1, Side.Buy, 100, 10);
        _desk.Enter(Ann, 2, 'B', 10, 10m);
        _desk.Enter(Ann, 3, 'B', 10, 10m, display: 'N');
        _desk.Enter(Ann, 4, 'B', 10, 11m, display: 'N');
        _desk.Enter(Ann, 5, 'B', 10, 11m);
        _desk.Enter(Ann, 6, 'B', 10, 9m);
        _desk.Answers();

        Follow(new OrderExecuted(default, 1, 100, 1).Write(_message));

        Assert.Equal(["1 E 5 10@11.00 A match 1", "1 E 4 10@11.00 J match 2", "1 E 1 10@10.00 A match 3"], _desk.Answers());
    }

    [Fact]
    public void Symbols_of_the_feed_make_no_more_books_than_there_are_stock_locate_codes()
    {
        for (var symbol = 0u; symbol <= ushort.MaxValue; symbol++)
            Follow(new AddOrder(default, symbol + 1, Side.Buy, 100, Symbol.Parse($"S{symbol:X7}"), 10_000).Write(_message));

        Assert.Equal(ushort.MaxValue, _desk.Engine.Participants.Orders);
        Assert.Equal(["1 J 1 0x0017 id-1"], _desk.Enter(Ann, 1, 'B', 100, 10m, symbol: "MORE"));
    }

    [Fact]
    public void The_close_of_the_market_cancels_day_orders_and_the_end_of_the_extended_hours_the_others()
    {
        _desk.Enter(Ann, 1, 'B', 100, 10m);
        _desk.Enter(Ann, 2, 'B', 100, 10m, '5');
        _desk.Enter(Ann, 3, 'B', 100, 10m, 'E');
        _desk.Answers();

        SystemEvent('Q');
        Assert.Empty(_desk.Answers());
        SystemEvent('M');
        Assert.Equal(["1 C 1 -100 T"], _desk.Answers());
        Assert.Equal(["1 A 4 B 100 id-4 ref 4 L", "1 C 4 -100 E"], _desk.Enter(Ann, 4, 'B', 100, 10m));
        Assert.Single(_desk.Enter(Ann, 5, 'B', 100, 10m, '5'));

        SystemEvent('E');
        Assert.Equal(["1 C 2 -100 T", "1 C 3 -100 T", "1 C 5 -100 T"], _desk.Answers());
        Assert.Equal("1 C 6 -100 E", _desk.Enter(Ann, 6, 'B', 100, 10m, '5')[1]);

        SystemEvent('O');
        Assert.Single(_desk.Enter(Ann, 7, 'B', 100, 10m));
    }

    private void SystemEvent(char code) => Follow(new SystemEvent(default, code).Write(_message));

    private void Add(ulong reference, Side side, uint shares, uint dollars) =>
        Follow(new AddOrder(default, reference, side, shares, Apple, dollars * (uint)Dollar).Write(_message));

    private void Follow(int size) => _desk.Engine.Participants.Follow(_message.AsSpan(0, size));
}
