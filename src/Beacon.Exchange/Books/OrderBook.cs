namespace Beacon.Exchange.Books;

/// <summary>An order in a book.</summary>
public sealed class Order
{
    /// <summary>Its reference number.</summary>
    public ulong Reference { get; internal set; }

    /// <summary>Its side.</summary>
    public Side Side { get; internal set; }

    /// <summary>The shares that are left.</summary>
    public uint Shares { get; internal set; }

    /// <summary>Its price in ten-thousandths of a dollar.</summary>
    public ulong Price { get; internal set; }

    /// <summary>The keeper of the book may note here whose order it is; 0: nobody's.</summary>
    public ulong Owner { get; internal set; }

    /// <summary>Whether the order is not displayed: it trades after all displayed orders of its price.</summary>
    public bool IsHidden { get; internal set; }

    /// <summary>The next order of its level in priority; null: it is the last.</summary>
    public Order? Next { get; internal set; }

    internal Order? Previous { get; set; }

    internal PriceLevel? Level { get; set; }

    internal Order? NextInBucket { get; set; }

    /// <summary>Where the order is; null: nowhere.</summary>
    internal OrderBook? Book { get; set; }
}

/// <summary>The orders of one side at one price: the displayed ones by time, then the hidden ones by time.</summary>
public sealed class PriceLevel
{
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
    public Order? Find(ulong reference) => _orders.Find(reference) is { } order && order.Book == this ? order : null;

    /// <summary>The levels of a side, the best first. The side must not change meanwhile.</summary>
    public IEnumerable<PriceLevel> Levels(Side side) => SideOf(side).FromBest();

    /// <summary>Adds an order behind those of its price and display; null: there is one of that number already.</summary>
    public Order? Add(ulong reference, Side side, uint shares, ulong price, ulong owner = 0, bool isHidden = false)
    {
        if (_orders.Add(reference) is not { } order)
            return null;
        (order.Side, order.Shares, order.Price, order.Owner, order.IsHidden) = (side, shares, price, owner, isHidden);
        order.Book = this;
        SideOf(side).Append(order);
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
        SideOf(order.Side).Remove(order);
        order.Book = null;
        _orders.Remove(order);
        Count--;
    }

    /// <summary>Replaces an order by another of the same side, behind those of its price.</summary>
    public Order? Replace(Order order, ulong reference, uint shares, ulong price)
    {
        var (side, owner, isHidden) = (order.Side, order.Owner, order.IsHidden);
        Remove(order);
        return Add(reference, side, shares, price, owner, isHidden);
    }

    /// <summary>Empties the book.</summary>
    public void Clear()
    {
        while ((BestBid ?? BestAsk)?.First is { } order)
            Remove(order);
    }

    private BookSide SideOf(Side side) => side == Side.Buy ? _bids : _asks;
}
