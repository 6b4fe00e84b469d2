namespace Beacon.Exchange.Tests.Matching;

public class OrderRuleSpecs
{
    private const int Ann = 1;

    private readonly Desk _desk = new();

    [Fact]
    public void A_stale_user_reference_number_is_ignored()
    {
        _desk.Enter(Ann, 5, 'B', 100, 10.00m);

        Assert.Empty(_desk.Enter(Ann, 5, 'B', 100, 10.00m));
        Assert.Empty(_desk.Enter(Ann, 4, 'B', 100, 10.00m));
        Assert.Single(_desk.Enter(Ann, 6, 'B', 100, 10.00m));
    }

    [Fact]
    public void The_number_zero_is_stale_from_the_beginning() => Assert.Empty(_desk.Enter(Ann, 0, 'B', 100, 10.00m));

    [Fact]
    public void Each_session_counts_for_itself()
    {
        _desk.Enter(Ann, 5, 'B', 100, 10.00m);

        Assert.Single(_desk.Enter(session: 2, 1, 'B', 100, 10.00m));
    }

    [Fact]
    public void A_rejected_order_has_used_its_number()
    {
        _desk.Enter(Ann, 1, 'B', 0, 10.00m);

        Assert.Empty(_desk.Enter(Ann, 1, 'B', 100, 10.00m));
    }

    [Theory]
    [InlineData('B', 0u, 10.00, "AAPL", "1 J 1 0x0013 id-1")]
    [InlineData('B', 1_000_000u, 10.00, "AAPL", "1 J 1 0x0013 id-1")]
    [InlineData('X', 100u, 10.00, "AAPL", "1 J 1 0x0009 id-1")]
    [InlineData('B', 100u, 10.00, " ", "1 J 1 0x0017 id-1")]
    [InlineData('B', 100u, 10.00, " AAPL", "1 J 1 0x0017 id-1")]
    [InlineData('B', 100u, 10.00, "AA PL", "1 J 1 0x0017 id-1")]
    [InlineData('B', 100u, 10.00, "AAPL\0", "1 J 1 0x0017 id-1")]
    [InlineData('B', 100u, 0.00, "AAPL", "1 J 1 0x001D id-1")]
    [InlineData('B', 100u, 200_000.01, "AAPL", "1 J 1 0x001D id-1")]
    [InlineData('B', 100u, 1.001, "AAPL", "1 J 1 0x001D id-1")]
    public void What_is_not_valid_is_rejected_with_its_code(char side, uint quantity, double dollars, string symbol, string answer) =>
        Assert.Equal([answer], _desk.Enter(Ann, 1, side, quantity, (decimal)dollars, symbol: symbol));

    [Theory]
    [InlineData('B', 1u, 0.0001, "A")]
    [InlineData('E', 999_999u, 199_999.99, "BRK.B-WI")]
    public void The_edges_of_what_is_valid_are_accepted(char side, uint quantity, double dollars, string symbol) =>
        Assert.StartsWith("1 A 1", Assert.Single(_desk.Enter(Ann, 1, side, quantity, (decimal)dollars, symbol: symbol)));

    [Fact]
    public void A_symbol_that_is_not_listed_is_rejected()
    {
        var desk = new Desk("AAPL", "MSFT");

        Assert.Equal(["1 J 1 0x0017 id-1"], desk.Enter(Ann, 1, 'B', 100, 10.00m, symbol: "TSLA"));
        Assert.StartsWith("1 A 2", Assert.Single(desk.Enter(Ann, 2, 'B', 100, 10.00m, symbol: "MSFT")));
    }
}
