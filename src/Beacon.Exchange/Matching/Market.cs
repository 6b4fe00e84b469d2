using Beacon.Exchange.Books;
using Beacon.Exchange.Ouch;

namespace Beacon.Exchange.Matching;

/// <summary>
/// The books of all symbols, and the trades in them: by price, then display, then time, at the price of the resting order.
/// </summary>
/// <param name="live">The clients' orders that rest.</param>
/// <param name="answers">Tells both sides of a trade.</param>
/// <param name="statistics">Counts the trades.</param>
internal sealed class Market(LiveOrders live, OuchAnswers answers, MatchingStatistics statistics)
{
    private const char Added = 'A';
    private const char AddedHidden = 'J';
    private const char Removed = 'R';

    /// <summary>As many as there are stock locate codes: nobody's orders can make books without end.</summary>
    private const int MaximumSymbols = ushort.MaxValue;

    private readonly Dictionary<Symbol, OrderBook> _books = [];
    private readonly OrderStore _orders = new();
    private ulong _lastReference;
    private ulong _lastMatch;

    public OrderBook BookOf(Symbol symbol) => _books.TryGetValue(symbol, out var book) ? book : _books[symbol] = new OrderBook(_orders);

    /// <summary>Whether the symbol has a book, or can get one.</summary>
    public bool HasRoomFor(Symbol symbol) => _books.Count < MaximumSymbols || _books.ContainsKey(symbol);

    public ulong NextReference() => ++_lastReference;

    /// <summary>Whether a level's price is good enough for an order that comes in.</summary>
    public static bool Crosses(Side side, ulong limit, ulong price) => side == Side.Buy ? price <= limit : price >= limit;

    /// <summary>The best level that an order that comes in can trade with; null: there is none.</summary>
    public static PriceLevel? BestFor(OrderBook book, Side side, ulong limit) =>
        (side == Side.Buy ? book.BestAsk : book.BestBid) is { } level && Crosses(side, limit, level.Price) ? level : null;

    /// <summary>The shares that an order that comes in can trade with, counted up to what is needed.</summary>
    public static ulong Available(OrderBook book, Side side, ulong limit, ulong needed)
    {
        var shares = 0ul;
        foreach (var level in LevelsFor(book, side, limit))
        {
            if (shares >= needed)
                break;
            shares += level.Shares;
        }

        return shares;
    }

    /// <summary>Whether a displayed order is among those that an order that comes in can trade with.</summary>
    public static bool HasDisplayed(OrderBook book, Side side, ulong limit) =>
        LevelsFor(book, side, limit).Any(level => !level.First.IsHidden);

    /// <summary>Executes an order that comes in against the book; returns the shares that are left of it.</summary>
    public uint Execute(LiveOrder taker, uint left)
    {
        while (left > 0 && BestFor(taker.Book, taker.BookSide, taker.Limit) is { First: var resting })
            left -= Trade(taker, resting, left);
        return left;
    }

    /// <summary>A simulated participant executes against a client's order; returns the shares traded.</summary>
    public uint ExecuteClient(LiveOrder maker, uint shares) => Trade(null, maker.Resting, shares);

    private static IEnumerable<PriceLevel> LevelsFor(OrderBook book, Side side, ulong limit) =>
        book.Levels(side == Side.Buy ? Side.Sell : Side.Buy).TakeWhile(level => Crosses(side, limit, level.Price));

    /// <param name="taker">The client's order that comes in; null: a simulated participant's.</param>
    /// <param name="resting">The order that rests.</param>
    /// <param name="shares">The most to trade.</param>
    private uint Trade(LiveOrder? taker, Order resting, uint shares)
    {
        var maker = live.Find(resting);
        var (price, liquidity) = (resting.Price, resting.IsHidden ? AddedHidden : Added);
        var quantity = (taker?.Book ?? maker!.Book).Reduce(resting, shares);
        var match = ++_lastMatch;
        statistics.Executions++;
        statistics.SharesExecuted += quantity;
        if (taker is not null)
        {
            taker.Executed += quantity;
            answers.Execute(taker, quantity, price, Removed, match);
        }

        if (maker is not null)
        {
            maker.Executed += quantity;
            answers.Execute(maker, quantity, price, liquidity, match);
            if (resting.Shares == 0)
                live.Remove(maker);
        }

        return quantity;
    }

    /// <summary>Cancels shares of an order that rests; all of them: it leaves the book.</summary>
    public void Cancel(LiveOrder order, uint shares, CancelReason reason)
    {
        statistics.Canceled++;
        if (shares == order.Resting.Shares)
            live.Remove(order);
        else
            order.Book.Reduce(order.Resting, shares);
        answers.Cancel(order, shares, reason);
    }

    /// <summary>Cancels what an order that does not rest has left.</summary>
    public void CancelRest(LiveOrder order, uint left, CancelReason reason)
    {
        statistics.Canceled++;
        answers.Cancel(order, left, reason);
    }
}
