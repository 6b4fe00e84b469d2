namespace Beacon.Exchange.Books;

/// <summary>
/// The orders of one security by price, display and time. Nothing is allocated per message once the book has had its largest size: orders
/// and levels that go are kept for those that come.
/// </summary>
public sealed class OrderBook
{
    private readonly OrderStore _store;
    private readonly BookSide _bids;
    private readonly BookSide _asks;

    /// <summary>A book by itself.</summary>
    public OrderBook()
        : this(new OrderStore()) { }

    /// <summary>One of several books that share their orders' numbers.</summary>
    internal OrderBook(OrderStore store) => (_store, _bids, _asks) = (store, new BookSide(Side.Buy, store), new BookSide(Side.Sell, store));

    /// <summary>How many orders are in the book.</summary>
    public int Count { get; private set; }

    /// <summary>The highest bid; null: there is none.</summary>
    public PriceLevel? BestBid => _bids.Best;

    /// <summary>The lowest offer; null: there is none.</summary>
    public PriceLevel? BestAsk => _asks.Best;

    /// <summary>How many price levels a side has.</summary>
    public int Depth(Side side) => SideOf(side).Count;

    /// <summary>The order of that number; null: it is not in the book.</summary>
    public Order? Find(ulong reference) => _store.Find(reference) is not 0 and var index && IsHere(index) ? new Order(_store, index) : null;

    /// <summary>The levels of a side, the best first. The side must not change meanwhile.</summary>
    public IEnumerable<PriceLevel> Levels(Side side) => SideOf(side).FromBest();

    /// <summary>Adds an order behind those of its price and display; null: there is one of that number already.</summary>
    public Order? Add(ulong reference, Side side, uint shares, ulong price, bool isHidden = false)
    {
        var index = _store.Add(reference);
        if (index == 0)
            return null;
        ref var order = ref _store.Orders[index];
        (order.Shares, order.IsHidden) = (shares, isHidden);
        SideOf(side).Append(index, price);
        Count++;
        return new Order(_store, index);
    }

    /// <summary>Takes shares off an order, which keeps its place in time; at none left it leaves the book.</summary>
    /// <returns>The shares taken: no more than there were.</returns>
    public uint Reduce(Order order, uint shares)
    {
        ref var slot = ref _store.Orders[order.Index];
        var taken = Math.Min(shares, slot.Shares);
        slot.Shares -= taken;
        _store.Levels[slot.Level].Shares -= taken;
        if (slot.Shares == 0)
            Remove(order);
        return taken;
    }

    /// <summary>Takes an order out of the book.</summary>
    public void Remove(Order order)
    {
        SideOf(order.Index).Remove(order.Index);
        _store.Remove(order.Index);
        Count--;
    }

    /// <summary>Replaces an order by another of the same side, behind those of its price.</summary>
    public Order? Replace(Order order, ulong reference, uint shares, ulong price)
    {
        var (side, isHidden) = (order.Side, order.IsHidden);
        Remove(order);
        return Add(reference, side, shares, price, isHidden);
    }

    /// <summary>Empties the book.</summary>
    public void Clear()
    {
        while ((BestBid ?? BestAsk) is { } level)
            Remove(level.First);
    }

    /// <summary>Whether a live order, of whichever book, is in this one. The branch of a <c>||</c> could not be predicted.</summary>
    private bool IsHere(int index) => SideOf(index) is var side && (side == _bids | side == _asks);

    private BookSide SideOf(int index) => _store.Levels[_store.Orders[index].Level].Side;

    private BookSide SideOf(Side side) => side == Side.Buy ? _bids : _asks;
}
