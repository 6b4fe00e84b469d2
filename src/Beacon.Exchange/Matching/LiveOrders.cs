using Beacon.Exchange.Books;

namespace Beacon.Exchange.Matching;

/// <summary>
/// The clients' orders that rest: by what the client calls them, by account and symbol, by their number in the book, by their priority
/// there, for which each book has a second one with the clients' orders alone, and by when they expire. Nothing here takes longer because
/// of orders that are not meant.
/// </summary>
internal sealed class LiveOrders
{
    private readonly Dictionary<OrderKey, LiveOrder> _byKey = [];
    private readonly Dictionary<int, AccountOrders> _byAccount = [];
    private readonly Dictionary<ulong, LiveOrder> _byReference = [];
    private readonly OrderStore _queueStore = new();
    private readonly Dictionary<OrderBook, OrderBook> _queues = [];
    private readonly SortedSet<(ulong Time, ulong Reference)> _expiries = [];

    /// <summary>The orders of an account, those of each symbol as they came.</summary>
    private sealed class AccountOrders
    {
        public int Count { get; set; }

        public SortedDictionary<ulong, LinkedList<LiveOrder>> BySymbol { get; } = [];
    }

    /// <summary>The order that a client means; null: it is not live.</summary>
    public LiveOrder? Find(OrderKey key) => _byKey.GetValueOrDefault(key);

    /// <summary>The client's order that rests there; null: it is of a simulated participant.</summary>
    public LiveOrder? Find(Order resting) => _byReference.GetValueOrDefault(resting.Reference);

    /// <summary>How many orders of an account rest.</summary>
    public int Count(int account) => _byAccount.TryGetValue(account, out var orders) ? orders.Count : 0;

    /// <summary>All orders, each account's by symbol, and those of a symbol as they came.</summary>
    public List<LiveOrder> All() => [.. _byAccount.Keys.Order().SelectMany(account => Of(account, symbol: null))];

    /// <summary>The orders of an account, as they came; of more than one symbol, by symbol.</summary>
    /// <param name="account">The account.</param>
    /// <param name="symbol">Null: of all symbols.</param>
    public List<LiveOrder> Of(int account, Symbol? symbol)
    {
        if (!_byAccount.TryGetValue(account, out var orders))
            return [];
        if (symbol is null)
            return [.. orders.BySymbol.Values.SelectMany(list => list)];
        return orders.BySymbol.TryGetValue(symbol.Value.Packed, out var those) ? [.. those] : [];
    }

    /// <summary>The order that trades first of one side of a book, if it is before that place; null: there is none.</summary>
    /// <param name="book">The book.</param>
    /// <param name="side">The side.</param>
    /// <param name="price">The price of the place.</param>
    /// <param name="reference">The number of the displayed order that is there. Numbers rise: those of a price are in order.</param>
    public LiveOrder? FirstBefore(OrderBook book, Side side, ulong price, ulong reference)
    {
        if (!_queues.TryGetValue(book, out var queue) || (side == Side.Buy ? queue.BestBid : queue.BestAsk) is not { } best)
            return null;
        var isBefore =
            best.Price == price ? !best.First.IsHidden && best.First.Reference < reference
            : side == Side.Buy ? best.Price > price
            : best.Price < price;
        return isBefore ? _byReference[best.First.Reference] : null;
    }

    /// <summary>An order rests from now on.</summary>
    public void Add(LiveOrder live)
    {
        _byKey.Add(live.Key, live);
        var account = _byAccount.TryGetValue(live.Key.Account, out var orders)
            ? orders
            : _byAccount[live.Key.Account] = new AccountOrders();
        account.Count++;
        if (!account.BySymbol.TryGetValue(live.Terms.Symbol.Packed, out var list))
            account.BySymbol.Add(live.Terms.Symbol.Packed, list = new LinkedList<LiveOrder>());
        live.Place = list.AddLast(live);
        _byReference.Add(live.Resting.Reference, live);
        var queue = _queues.TryGetValue(live.Book, out var clients) ? clients : _queues[live.Book] = new OrderBook(_queueStore);
        queue.Add(live.Resting.Reference, live.BookSide, shares: 1, live.Terms.Price, live.IsHidden);
        if (live.ExpiresAt is { } time)
            _expiries.Add((time, live.Resting.Reference));
    }

    /// <summary>Takes an order out, and out of its book if it is still there.</summary>
    public void Remove(LiveOrder live)
    {
        var resting = live.Resting;
        _byKey.Remove(live.Key);
        Leave(_byAccount[live.Key.Account], live);
        _byReference.Remove(resting.Reference);
        var queue = _queues[live.Book];
        queue.Remove(queue.Find(resting.Reference)!.Value);
        if (live.ExpiresAt is { } time)
            _expiries.Remove((time, resting.Reference));
        live.Resting = default;
        if (resting.Shares > 0)
            live.Book.Remove(resting);
    }

    /// <summary>An order whose time has come; null: there is none.</summary>
    public LiveOrder? FindExpired(ulong now) =>
        _expiries.Count > 0 && _expiries.Min is var (time, reference) && time <= now ? _byReference[reference] : null;

    private static void Leave(AccountOrders account, LiveOrder live)
    {
        account.Count--;
        var list = live.Place!.List!;
        list.Remove(live.Place);
        live.Place = null;
        if (list.Count == 0)
            account.BySymbol.Remove(live.Terms.Symbol.Packed);
    }
}
