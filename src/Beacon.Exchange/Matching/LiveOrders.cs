using Beacon.Exchange.Books;

namespace Beacon.Exchange.Matching;

/// <summary>The clients' orders that rest, by what the client calls them, by their number in the book, and by when they expire.</summary>
internal sealed class LiveOrders
{
    private readonly Dictionary<int, Dictionary<OrderKey, LiveOrder>> _byAccount = [];
    private readonly Dictionary<ulong, LiveOrder> _byReference = [];
    private readonly SortedSet<(ulong Time, ulong Reference)> _expiries = [];

    /// <summary>The order that a client means; null: it is not live.</summary>
    public LiveOrder? Find(OrderKey key) => OrdersOf(key.Account).GetValueOrDefault(key);

    /// <summary>The client's order that rests there; null: it is of a simulated participant.</summary>
    public LiveOrder? Find(Order resting) => _byReference.GetValueOrDefault(resting.Reference);

    /// <summary>How many orders of an account rest.</summary>
    public int Count(int account) => OrdersOf(account).Count;

    /// <summary>The orders of an account, by their numbers.</summary>
    public List<LiveOrder> Of(int account) => [.. OrdersOf(account).Values.OrderBy(order => (order.Key.UserRefIndex, order.Key.UserRef))];

    /// <summary>An order rests from now on.</summary>
    public void Add(LiveOrder live)
    {
        OrdersOf(live.Key.Account).Add(live.Key, live);
        _byReference.Add(live.Resting.Reference, live);
        if (live.ExpiresAt is { } time)
            _expiries.Add((time, live.Resting.Reference));
    }

    /// <summary>Takes an order out, and out of its book if it is still there.</summary>
    public void Remove(LiveOrder live)
    {
        var resting = live.Resting;
        live.Resting = default;
        OrdersOf(live.Key.Account).Remove(live.Key);
        _byReference.Remove(resting.Reference);
        if (live.ExpiresAt is { } time)
            _expiries.Remove((time, resting.Reference));
        if (resting.Shares > 0)
            live.Book.Remove(resting);
    }

    /// <summary>An order whose time has come; null: there is none.</summary>
    public LiveOrder? FindExpired(ulong now) =>
        _expiries.Count > 0 && _expiries.Min is var (time, reference) && time <= now ? _byReference[reference] : null;

    private Dictionary<OrderKey, LiveOrder> OrdersOf(int account) =>
        _byAccount.TryGetValue(account, out var orders) ? orders : _byAccount[account] = [];
}
