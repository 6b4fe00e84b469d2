using Beacon.Exchange.Books;
using Beacon.Exchange.Itch;

namespace Beacon.Exchange.Tests.Books;

public class OrderBookSpecs
{
    private readonly OrderBook _book = new();

    [Fact]
    public void The_best_bid_is_the_highest_and_the_best_offer_the_lowest()
    {
        _book.Add(1, Side.Buy, 100, 990);
        _book.Add(2, Side.Buy, 100, 995);
        _book.Add(3, Side.Sell, 100, 1005);
        _book.Add(4, Side.Sell, 100, 1001);
        Assert.Equal((995ul, 1001ul), (_book.BestBid!.Value.Price, _book.BestAsk!.Value.Price));
        Assert.Equal((2, 2), (_book.Depth(Side.Buy), _book.Depth(Side.Sell)));
    }

    [Fact]
    public void Orders_of_a_price_stand_in_the_order_of_their_arrival()
    {
        foreach (ulong reference in new[] { 7, 3, 5 })
            _book.Add(reference, Side.Buy, 100, 1000);
        Assert.Equal([7ul, 3, 5], References(_book.BestBid!.Value));
        Assert.Equal(300ul, _book.BestBid!.Value.Shares);
    }

    [Fact]
    public void A_part_that_is_taken_off_keeps_the_place_in_time()
    {
        _book.Add(1, Side.Buy, 100, 1000);
        _book.Add(2, Side.Buy, 100, 1000);
        Assert.Equal(40u, _book.Reduce(_book.Find(1)!.Value, 40));
        Assert.Equal([1ul, 2], References(_book.BestBid!.Value));
        Assert.Equal(160ul, _book.BestBid!.Value.Shares);
    }

    [Fact]
    public void A_replacement_loses_the_place_in_time()
    {
        _book.Add(1, Side.Buy, 100, 1000);
        _book.Add(2, Side.Buy, 100, 1000);
        _book.Replace(_book.Find(1)!.Value, 3, 100, 1000);
        Assert.Equal([2ul, 3], References(_book.BestBid!.Value));
        Assert.Null(_book.Find(1));
    }

    [Fact]
    public void An_order_without_shares_leaves_and_its_level_with_it()
    {
        _book.Add(1, Side.Sell, 100, 1000);
        Assert.Equal(100u, _book.Reduce(_book.Find(1)!.Value, 500));
        Assert.Null(_book.BestAsk);
        Assert.Equal(0, _book.Count);
    }

    [Fact]
    public void A_reference_that_is_there_already_is_refused() =>
        Assert.Equal((true, false), (_book.Add(1, Side.Buy, 1, 1) is not null, _book.Add(1, Side.Sell, 1, 2) is not null));

    [Fact]
    public void Orders_are_found_however_their_numbers_lie()
    {
        var references = Enumerable
            .Range(1, 1000)
            .Select(number => (ulong)number << 40)
            .Concat(Enumerable.Range(1, 1000).Select(n => (ulong)n));
        foreach (var reference in references)
            _book.Add(reference, Side.Buy, 100, 1000);
        foreach (var reference in references.Where((_, index) => index % 3 > 0))
            _book.Remove(_book.Find(reference)!.Value);
        Assert.Equal(
            references.Where((_, index) => index % 3 == 0),
            references.Where(reference => _book.Find(reference)?.Reference == reference)
        );
        Assert.Equal(references.Where((_, index) => index % 3 == 0), References(_book.BestBid!.Value));
    }

    [Fact]
    public void An_order_is_only_in_the_book_of_its_security()
    {
        var books = new BookSet();
        var message = new byte[AddOrder.Size];
        new AddOrder(new ItchHeader(1, 0, 0), 7, Side.Buy, 100, Symbol.Parse("A"), 1000).Write(message);
        books.Apply(message);
        Assert.Equal((7ul, null), (books.BookOf(1).Find(7)?.Reference, books.BookOf(2).Find(7)?.Reference));
    }

    [Fact]
    public void A_book_agrees_with_a_slow_one_after_any_sequence()
    {
        var random = new Random(5);
        var slow = new List<(ulong Reference, Side Side, uint Shares, ulong Price, bool IsHidden)>();
        ulong next = 1;
        for (var step = 0; step < 20_000; step++)
        {
            if (slow.Count == 0 || random.Next(2) == 0)
            {
                var side = random.Next(2) == 0 ? Side.Buy : Side.Sell;
                var (shares, price, isHidden) = ((uint)random.Next(1, 100), (ulong)random.Next(1, 40), random.Next(4) == 0);
                slow.Add((next, side, shares, price, isHidden));
                _book.Add(next++, side, shares, price, isHidden);
            }
            else
            {
                var index = random.Next(slow.Count);
                var (reference, side, shares, price, isHidden) = slow[index];
                var taken = (uint)random.Next(1, (int)shares + 1);
                _book.Reduce(_book.Find(reference)!.Value, taken);
                if (taken == shares)
                    slow.RemoveAt(index);
                else
                    slow[index] = (reference, side, shares - taken, price, isHidden);
            }

            foreach (var side in new[] { Side.Buy, Side.Sell })
            {
                var orders = slow.Where(order => order.Side == side).ToList();
                var best =
                    orders.Count == 0 ? 0
                    : side == Side.Buy ? orders.Max(order => order.Price)
                    : orders.Min(order => order.Price);
                var level = side == Side.Buy ? _book.BestBid : _book.BestAsk;
                Assert.Equal(best, level?.Price ?? 0);
                if (step % 500 == 0 && level is { } found)
                    Assert.Equal(
                        orders.Where(order => order.Price == best).OrderBy(order => order.IsHidden).Select(order => order.Reference),
                        References(found)
                    );
            }
        }
    }

    [Fact]
    public void Messages_about_orders_that_nobody_knows_are_counted()
    {
        var books = new BookSet();
        var message = new byte[OrderDelete.Size];
        new OrderDelete(new ItchHeader(1, 0, 0), 99).Write(message);
        Assert.Equal(-1, books.Apply(message));
        Assert.Equal(-1, books.Apply(message.AsSpan(1)));
        Assert.Equal(-1, books.Apply([]));
        Assert.Equal((1L, 2L), (books.UnknownReferences, books.Malformed));
    }

    [Fact]
    public void A_replacement_whose_number_is_taken_changes_the_book_and_says_which_and_is_counted()
    {
        var books = new BookSet();
        var message = new byte[AddOrder.Size];
        var header = new ItchHeader(7, 0, 0);
        foreach (var reference in new[] { 1ul, 2ul })
        {
            new AddOrder(header, reference, Side.Buy, 100, Symbol.Parse("AAPL"), 10_000).Write(message);
            books.Apply(message);
        }

        var size = new OrderReplace(header, 1, 2, 50, 20_000).Write(message);

        Assert.Equal(7, books.Apply(message.AsSpan(0, size)));
        Assert.Equal((1, 1L), (books.BookOf(7).Count, books.UnknownReferences));
    }

    private static IEnumerable<ulong> References(PriceLevel level) => level.Orders.Select(order => order.Reference);
}
