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

    private void Add(ulong reference, Side side, uint shares, uint dollars) =>
        Follow(new AddOrder(default, reference, side, shares, Apple, dollars * (uint)Dollar).Write(_message));

    private void Follow(int size) => _desk.Engine.Participants.Follow(_message.AsSpan(0, size));
}
