namespace Beacon.Exchange.Tests.Matching;

public class CancelSpecs
{
    private const int Ann = 1;
    private const int Bob = 2;

    private readonly Desk _desk = new();

    [Fact]
    public void A_total_of_zero_cancels_all_that_is_left()
    {
        _desk.Enter(Ann, 1, 'B', 100, 10.00m);

        Assert.Equal(["1 C 1 -100 U"], _desk.Cancel(Ann, 1, 0));
        Assert.Single(_desk.Enter(Bob, 1, 'S', 100, 10.00m));
    }

    [Fact]
    public void The_quantity_is_the_total_that_the_order_is_to_have_with_what_was_executed()
    {
        _desk.Enter(Ann, 1, 'B', 100, 10.00m);
        _desk.Enter(Bob, 1, 'S', 30, 10.00m);

        // Of 50 in total 30 are executed, so 20 of the 70 that are left stay.
        Assert.Equal(["1 C 1 -50 U"], _desk.Cancel(Ann, 1, 50));
        Assert.Equal(["2 E 2 20@10.00 R match 2", "1 E 1 20@10.00 A match 2"], _desk.Enter(Bob, 2, 'S', 100, 10.00m)[1..]);
    }

    [Fact]
    public void A_total_below_what_was_executed_cancels_the_rest()
    {
        _desk.Enter(Ann, 1, 'B', 100, 10.00m);
        _desk.Enter(Bob, 1, 'S', 30, 10.00m);

        Assert.Equal(["1 C 1 -70 U"], _desk.Cancel(Ann, 1, 10));
    }

    [Fact]
    public void A_partial_cancel_keeps_the_place_in_time()
    {
        _desk.Enter(Ann, 1, 'B', 100, 10.00m);
        _desk.Enter(Bob, 1, 'B', 100, 10.00m);
        _desk.Cancel(Ann, 1, 40);

        Assert.Equal("1 E 1 40@10.00 A match 1", _desk.Enter(session: 3, 1, 'S', 40, 10.00m)[2]);
    }

    [Theory]
    [InlineData(1u, 100u)]
    [InlineData(1u, 500u)]
    [InlineData(9u, 0u)]
    public void A_superfluous_cancel_is_ignored(uint userRef, uint total)
    {
        _desk.Enter(Ann, 1, 'B', 100, 10.00m);

        Assert.Empty(_desk.Cancel(Ann, userRef, total));
        Assert.Equal(1, _desk.Engine.Statistics.Ignored);
    }

    [Fact]
    public void What_was_filled_or_canceled_can_not_be_canceled()
    {
        _desk.Enter(Ann, 1, 'B', 100, 10.00m);
        _desk.Enter(Ann, 2, 'B', 100, 9.00m);
        _desk.Enter(Bob, 1, 'S', 100, 10.00m);
        _desk.Cancel(Ann, 2, 0);

        Assert.Empty(_desk.Cancel(Ann, 1, 0));
        Assert.Empty(_desk.Cancel(Ann, 2, 0));
    }

    [Fact]
    public void An_order_of_another_session_can_not_be_canceled()
    {
        _desk.Enter(Ann, 1, 'B', 100, 10.00m);

        Assert.Empty(_desk.Cancel(Bob, 1, 0));
    }
}
