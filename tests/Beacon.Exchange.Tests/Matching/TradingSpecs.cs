namespace Beacon.Exchange.Tests.Matching;

public class TradingSpecs
{
    private const int Ann = 1;
    private const int Bob = 2;
    private const int Cleo = 3;

    private readonly Desk _desk = new();

    [Fact]
    public void An_order_that_meets_nobody_is_accepted_and_rests() =>
        Assert.Equal(["1 A 1 B 100 id-1 ref 1 L"], _desk.Enter(Ann, 1, 'B', 100, 10.00m));

    [Fact]
    public void Both_sides_of_a_trade_are_told_with_one_match_number()
    {
        _desk.Enter(Ann, 1, 'S', 100, 10.00m);

        Assert.Equal(
            ["2 A 1 B 100 id-1 ref 2 L", "2 E 1 100@10.00 R match 1", "1 E 1 100@10.00 A match 1"],
            _desk.Enter(Bob, 1, 'B', 100, 10.00m)
        );
    }

    [Fact]
    public void The_better_price_trades_first_at_the_resting_price()
    {
        _desk.Enter(Ann, 1, 'S', 100, 10.02m);
        _desk.Enter(Bob, 1, 'S', 100, 10.01m);

        Assert.Equal(
            ["3 E 1 100@10.01 R match 1", "2 E 1 100@10.01 A match 1", "3 E 1 50@10.02 R match 2", "1 E 1 50@10.02 A match 2"],
            _desk.Enter(Cleo, 1, 'B', 150, 10.05m)[1..]
        );
    }

    [Fact]
    public void At_one_price_the_earlier_order_trades_first()
    {
        _desk.Enter(Ann, 1, 'B', 100, 10.00m);
        _desk.Enter(Bob, 1, 'B', 100, 10.00m);

        Assert.Equal(["3 E 1 100@10.00 R match 1", "1 E 1 100@10.00 A match 1"], _desk.Enter(Cleo, 1, 'S', 100, 10.00m)[1..]);
        Assert.Equal(["3 E 2 100@10.00 R match 2", "2 E 1 100@10.00 A match 2"], _desk.Enter(Cleo, 2, 'S', 100, 10.00m)[1..]);
    }

    [Fact]
    public void What_a_day_order_leaves_rests_at_its_own_price()
    {
        _desk.Enter(Ann, 1, 'S', 60, 10.00m);

        Assert.Equal(["2 E 1 60@10.00 R match 1", "1 E 1 60@10.00 A match 1"], _desk.Enter(Bob, 1, 'B', 100, 10.01m)[1..]);
        Assert.Equal(["1 E 2 40@10.01 R match 2", "2 E 1 40@10.01 A match 2"], _desk.Enter(Ann, 2, 'S', 40, 9.99m)[1..]);
    }

    [Fact]
    public void What_an_immediate_order_leaves_is_canceled()
    {
        _desk.Enter(Ann, 1, 'S', 60, 10.00m);

        Assert.Equal(
            ["2 E 1 60@10.00 R match 1", "1 E 1 60@10.00 A match 1", "2 C 1 -40 I"],
            _desk.Enter(Bob, 1, 'B', 100, 10.01m, '3')[1..]
        );
        Assert.Equal(["1 A 2 S 40 id-2 ref 3 L"], _desk.Enter(Ann, 2, 'S', 40, 9.99m));
    }

    [Fact]
    public void Prices_that_do_not_cross_do_not_trade()
    {
        _desk.Enter(Ann, 1, 'S', 100, 10.01m);

        Assert.Equal(["2 C 1 -100 I"], _desk.Enter(Bob, 1, 'B', 100, 10.00m, '3')[1..]);
    }

    [Fact]
    public void Each_symbol_has_a_book_of_its_own()
    {
        _desk.Enter(Ann, 1, 'S', 100, 10.00m, symbol: "MSFT");

        Assert.Single(_desk.Enter(Bob, 1, 'B', 100, 10.00m, symbol: "AAPL"));
    }

    [Fact]
    public void A_short_sale_trades_as_a_sale_and_is_accepted_as_what_it_is()
    {
        _desk.Enter(Ann, 1, 'B', 100, 10.00m);

        Assert.Equal(
            ["2 A 1 T 100 id-1 ref 2 L", "2 E 1 100@10.00 R match 1", "1 E 1 100@10.00 A match 1"],
            _desk.Enter(Bob, 1, 'T', 100, 10.00m)
        );
    }

    [Fact]
    public void Everything_is_counted()
    {
        _desk.Enter(Ann, 1, 'S', 60, 10.00m);
        _desk.Enter(Ann, 1, 'S', 60, 10.00m);
        _desk.Enter(Bob, 1, 'B', 100, 10.00m, '3');
        _desk.Enter(Bob, 2, 'B', 0, 10.00m);
        Assert.False(_desk.Engine.Handle(Bob, "O too short"u8));
        Assert.False(_desk.Engine.Handle(Bob, []));

        var counts = _desk.Engine.Statistics;
        Assert.Equal((4, 2, 1, 1), (counts.OrdersReceived, counts.Accepted, counts.Rejected, counts.Ignored));
        Assert.Equal((1, 60, 1, 2), (counts.Executions, counts.SharesExecuted, counts.Canceled, counts.Malformed));
    }

    [Fact]
    public void Random_messages_never_throw()
    {
        for (var session = 1; session < 4; session++)
            _desk.Open(session);
        var random = new Random(7);
        for (var round = 0; round < 20_000; round++)
        {
            var message = new byte[random.Next(0, 60)];
            random.NextBytes(message);
            if (message.Length > 0)
                message[0] = (byte)"OUXMCDEQ?"[random.Next(9)];
            if (message.Length > 6)
                message.AsSpan(1, 3).Clear();
            _desk.Engine.Handle(random.Next(1, 4), message);
        }
    }
}
