using Beacon.Exchange.Matching;

namespace Beacon.Exchange.Tests.Matching;

public class HouseSpecs
{
    private const int Ann = 1;
    private const int Bob = 2;

    private readonly Desk _desk = new(new HouseLiquidity(Shares: 1000, Levels: 3));

    [Theory]
    [InlineData('B')]
    [InlineData('S')]
    public void An_immediate_order_is_filled_at_its_price(char side) =>
        Assert.Equal(["1 E 1 100@10.00 R match 1"], _desk.Enter(Ann, 1, side, 100, 10.00m, '3')[1..]);

    [Fact]
    public void The_house_follows_the_prices_of_immediate_orders_up_and_down()
    {
        Assert.Equal(["1 E 1 100@10.00 R match 1"], _desk.Enter(Ann, 1, 'B', 100, 10.00m, '3')[1..]);
        Assert.Equal(["1 E 2 100@12.00 R match 2"], _desk.Enter(Ann, 2, 'S', 100, 12.00m, '3')[1..]);
        Assert.Equal(["1 E 3 100@12.01 R match 3"], _desk.Enter(Ann, 3, 'B', 100, 12.01m, '3')[1..]);
        Assert.Equal(["1 E 4 100@9.00 R match 4"], _desk.Enter(Ann, 4, 'B', 100, 9.00m, '3')[1..]);
        Assert.Equal(["1 E 5 100@0.01 R match 5"], _desk.Enter(Ann, 5, 'S', 100, 0.01m, '3')[1..]);
    }

    [Fact]
    public void What_is_taken_is_filled_up()
    {
        Assert.Equal(["1 E 1 1000@10.00 R match 1", "1 C 1 -500 I"], _desk.Enter(Ann, 1, 'B', 1500, 10.00m, '3')[1..]);
        Assert.Equal(["1 E 2 1000@10.00 R match 2"], _desk.Enter(Ann, 2, 'B', 1000, 10.00m, '3')[1..]);
    }

    [Fact]
    public void A_day_order_rests_within_the_house_and_trades_before_it()
    {
        Assert.Single(_desk.Enter(Ann, 1, 'B', 100, 10.00m));

        Assert.Equal(
            ["2 E 1 100@10.00 R match 1", "1 E 1 100@10.00 A match 1", "2 E 1 50@10.00 R match 2"],
            _desk.Enter(Bob, 1, 'S', 150, 10.00m, '3')[1..]
        );
    }

    [Fact]
    public void A_day_order_that_reaches_the_house_walks_its_levels()
    {
        _desk.Enter(Ann, 1, 'B', 100, 10.00m);

        Assert.Equal(["2 E 1 1000@10.01 R match 1", "2 E 1 500@10.02 R match 2"], _desk.Enter(Bob, 1, 'B', 1500, 10.02m)[1..]);
    }

    [Fact]
    public void The_house_does_not_cross_a_client()
    {
        _desk.Enter(Ann, 1, 'B', 100, 10.00m);
        _desk.Enter(Ann, 2, 'S', 100, 10.01m);

        // To meet a buyer at 9.00 it would have to offer below what Ann bids.
        Assert.Equal(["2 C 1 -100 I"], _desk.Enter(Bob, 1, 'B', 100, 9.00m, '3')[1..]);
    }

    [Fact]
    public void Without_a_house_nobody_is_there()
    {
        Assert.Equal(["1 C 1 -100 I"], new Desk().Enter(Ann, 1, 'B', 100, 10.00m, '3')[1..]);
    }
}
