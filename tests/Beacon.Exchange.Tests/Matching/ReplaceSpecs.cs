namespace Beacon.Exchange.Tests.Matching;

public class ReplaceSpecs
{
    private const int Ann = 1;
    private const int Bob = 2;

    private readonly Desk _desk = new();

    [Fact]
    public void A_replaced_order_stands_at_its_new_price_and_answers_to_its_new_number()
    {
        _desk.Enter(Ann, 1, 'B', 100, 10.00m);

        Assert.Equal(["1 U 1->2 200@10.05 ref 2"], _desk.Replace(Ann, 1, 2, 200, 10.05m));
        Assert.Empty(_desk.Cancel(Ann, 1, 0));
        Assert.Equal(["2 E 1 50@10.05 R match 1", "1 E 2 50@10.05 A match 1"], _desk.Enter(Bob, 1, 'S', 50, 10.00m)[1..]);
        Assert.Equal(["1 C 2 -150 U"], _desk.Cancel(Ann, 2, 0));
    }

    [Fact]
    public void A_replaced_order_loses_its_place_in_time()
    {
        _desk.Enter(Ann, 1, 'B', 100, 10.00m);
        _desk.Enter(Bob, 1, 'B', 100, 10.00m);
        _desk.Replace(Ann, 1, 2, 100, 10.00m);

        Assert.Equal("2 E 1 100@10.00 A match 1", _desk.Enter(session: 3, 1, 'S', 100, 10.00m)[2]);
    }

    [Fact]
    public void The_quantity_includes_what_was_executed()
    {
        _desk.Enter(Ann, 1, 'B', 100, 10.00m);
        _desk.Enter(Bob, 1, 'S', 30, 10.00m);

        Assert.Equal(["1 U 1->2 50@10.00 ref 3"], _desk.Replace(Ann, 1, 2, 80, 10.00m));
        Assert.Equal(["1 C 2 -40 U"], _desk.Cancel(Ann, 2, 40));
    }

    [Fact]
    public void A_replacement_that_crosses_trades()
    {
        _desk.Enter(Bob, 1, 'S', 60, 10.05m);
        _desk.Enter(Ann, 1, 'B', 100, 10.00m);

        Assert.Equal(
            ["1 U 1->2 100@10.05 ref 3", "1 E 2 60@10.05 R match 1", "2 E 1 60@10.05 A match 1", "1 C 2 -40 I"],
            _desk.Replace(Ann, 1, 2, 100, 10.05m, '3')
        );
    }

    [Theory]
    [InlineData(0u, 10.00)]
    [InlineData(1_000_000u, 10.00)]
    [InlineData(100u, 0.00)]
    [InlineData(30u, 10.00)]
    public void An_invalid_replacement_cancels_the_order(uint total, double dollars)
    {
        _desk.Enter(Ann, 1, 'B', 100, 10.00m);
        _desk.Enter(Bob, 1, 'S', 30, 10.00m);

        Assert.Equal(["1 C 1 -70 U"], _desk.Replace(Ann, 1, 2, total, (decimal)dollars));
    }

    [Fact]
    public void A_replacement_of_what_is_not_live_or_with_a_stale_number_is_ignored()
    {
        _desk.Enter(Ann, 5, 'B', 100, 10.00m);

        Assert.Empty(_desk.Replace(Ann, 4, 6, 100, 10.00m));
        Assert.Empty(_desk.Replace(Ann, 5, 5, 100, 10.00m));
        Assert.Empty(_desk.Replace(Bob, 5, 6, 100, 10.00m));
    }

    [Fact]
    public void A_modification_takes_shares_off_and_keeps_the_place_in_time()
    {
        _desk.Enter(Ann, 1, 'S', 100, 10.00m);
        _desk.Enter(Bob, 1, 'S', 100, 10.00m);

        Assert.Equal(["1 M 1 T 40"], _desk.Modify(Ann, 1, 'T', 40));
        Assert.Equal("1 E 1 40@10.00 A match 1", _desk.Enter(session: 3, 1, 'B', 40, 10.00m)[2]);
    }

    [Theory]
    [InlineData('B', 50u)]
    [InlineData('S', 100u)]
    [InlineData('S', 900u)]
    public void A_modification_that_changes_nothing_or_the_side_is_ignored(char side, uint total)
    {
        _desk.Enter(Ann, 1, 'S', 100, 10.00m);

        Assert.Empty(_desk.Modify(Ann, 1, side, total));
    }

    [Fact]
    public void A_modification_to_nothing_cancels_the_order()
    {
        _desk.Enter(Ann, 1, 'S', 100, 10.00m);

        Assert.Equal(["1 C 1 -100 U"], _desk.Modify(Ann, 1, 'S', 0));
    }
}
