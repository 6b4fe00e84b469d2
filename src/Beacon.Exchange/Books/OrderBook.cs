namespace Beacon.Exchange.Books;

/// <summary>
/// An order in a book. What all orders of a level have in common is with the level: a book is as fast as its orders are small, since each
/// message is about another one, which the processor's caches no longer have.
/// </summary>
public sealed class Order
{
    /// <summary>Its reference number.</summary>
    public ulong Reference { get; internal set; }

    /// <summary>The shares that are left.</summary>
    public uint Shares { get; internal set; }

    /// <summary>Whether the order is not displayed: it trades after all displayed orders of its price.</summary>
    public bool IsHidden { get; internal set; }

    /// <summary>Its price in ten-thousandths of a dollar. Only as long as it is in a book, as is the side.</summary>
    public ulong Price => Level!.Price;

    /// <summary>Its side.</summary>
    public Side Side => Level!.Side.Side;

    /// <summary>The next order of its level in priority; null: it is the last.</summary>
    public Order? Next { get; internal set; }

    internal Order? Previous { get; set; }

    internal PriceLevel? Level { get; set; }

    internal Order? NextInBucket { get; set; }
}

/// <summary>The orders of one side at one price: the displayed ones by time, then the hidden ones by time.</summary>
public sealed class PriceLevel
{
    private readonly BookSide _side;

    internal PriceLevel(BookSide side) => _side = side;

    /// <summary>The price in ten-thousandths of a dollar.</summary>
    public ulong Price { get; internal set; }

    /// <summary>The shares of all its orders.</summary>
    public ulong Shares { get; internal set; }

    /// <summary>How many orders there are.</summary>
    public int Count { get; internal set; }

    /// <summary>The order that trades first.</summary>
    public Order? First { get; internal set; }

    internal Order? Last { get; set; }

    internal Order? LastDisplayed { get; set; }

    /// <summary>Where the level is. A level that is empty is kept there for the next one.</summary>
    internal BookSide Side => _side;
}

/// <summary>
/// The orders of one security by price, display and time. Nothing is allocated per message once the book has had its largest size: orders
/// and levels that go are kept for those that come.
/// </summary>
public sealed class OrderBook
{
    private readonly OrderStore _orders;
    private readonly BookSide _bids = new(Side.Buy);
    private readonly BookSide _asks = new(Side.Sell);

    /// <summary>A book by itself.</summary>
    public OrderBook()
        : this(new OrderStore()) { }

    /// <summary>One of several books that share their orders' numbers.</summary>
    internal OrderBook(OrderStore orders) => _orders = orders;

    /// <summary>How many orders are in the book.</summary>
    public int Count { get; private set; }

    /// <summary>The highest bid; null: there is none.</summary>
    public PriceLevel? BestBid => _bids.Best;

    /// <summary>The lowest offer; null: there is none.</summary>
    public PriceLevel? BestAsk => _asks.Best;

    /// <summary>How many price levels a side has.</summary>
    public int Depth(Side side) => SideOf(side).Count;

    /// <summary>The order of that number; null: it is not in the book.</summary>
    public Order? Find(ulong reference) => _orders.Find(reference) is { } order && IsHere(order) ? order : null;

    /// <summary>The levels of a side, the best first. The side must not change meanwhile.</summary>
    public IEnumerable<PriceLevel> Levels(Side side) => SideOf(side).FromBest();

    /// <summary>Adds an order behind those of its price and display; null: there is one of that number already.</summary>
    public Order? Add(ulong reference, Side side, uint shares, ulong price, bool isHidden = false)
    {
        if (_orders.Add(reference) is not { } order)
            return null;
        (order.Shares, order.IsHidden) = (shares, isHidden);
        SideOf(side).Append(order, price);
        Count++;
        return order;
    }

    /// <summary>Takes shares off an order, which keeps its place in time; at none left it leaves the book.</summary>
    /// <returns>The shares taken: no more than there were.</returns>
    public uint Reduce(Order order, uint shares)
    {
        var taken = Math.Min(shares, order.Shares);
        order.Shares -= taken;
        order.Level!.Shares -= taken;
        if (order.Shares == 0)
            Remove(order);
        return taken;
    }

    /// <summary>Takes an order out of the book.</summary>
    public void Remove(Order order)
    {
        order.Level!.Side.Remove(order);
        _orders.Remove(order);
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
        while ((BestBid ?? BestAsk)?.First is { } order)
            Remove(order);
    }

    /// <summary>Whether a live order, of whichever book, is in this one.</summary>
    private bool IsHere(Order order) => order.Level!.Side is var side && (side == _bids || side == _asks);

    private BookSide SideOf(Side side) => side == Side.Buy ? _bids : _asks;
}
