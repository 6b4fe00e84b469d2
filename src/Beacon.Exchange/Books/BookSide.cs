namespace Beacon.Exchange.Books;

/// <summary>The price levels of one side, the best last, since most of what happens happens there.</summary>
internal sealed class BookSide(Side side)
{
    private readonly List<PriceLevel> _levels = [];
    private readonly Stack<PriceLevel> _spare = new();

    public int Count => _levels.Count;

    public PriceLevel? Best => _levels.Count == 0 ? null : _levels[^1];

    public IEnumerable<PriceLevel> FromBest()
    {
        for (var index = _levels.Count - 1; index >= 0; index--)
            yield return _levels[index];
    }

    /// <summary>A displayed order goes before the hidden ones of its price, a hidden one behind all.</summary>
    public void Append(Order order)
    {
        var level = LevelAt(order.Price);
        var before = order.IsHidden ? level.Last : level.LastDisplayed;
        var behind = before is null ? level.First : before.Next;
        (order.Level, order.Previous, order.Next) = (level, before, behind);
        if (before is null)
            level.First = order;
        else
            before.Next = order;
        if (behind is null)
            level.Last = order;
        else
            behind.Previous = order;
        if (!order.IsHidden)
            level.LastDisplayed = order;
        level.Shares += order.Shares;
        level.Count++;
    }

    public void Remove(Order order)
    {
        var level = order.Level!;
        if (order.Previous is null)
            level.First = order.Next;
        else
            order.Previous.Next = order.Next;
        if (order.Next is null)
            level.Last = order.Previous;
        else
            order.Next.Previous = order.Previous;
        if (level.LastDisplayed == order)
            level.LastDisplayed = order.Previous;
        level.Shares -= order.Shares;
        level.Count--;
        (order.Level, order.Previous, order.Next) = (null, null, null);
        if (level.Count > 0)
            return;

        _levels.RemoveAt(Search(level.Price));
        _spare.Push(level);
    }

    public void Clear()
    {
        foreach (var level in _levels)
        {
            (level.First, level.Last, level.LastDisplayed, level.Shares, level.Count) = (null, null, null, 0, 0);
            _spare.Push(level);
        }

        _levels.Clear();
    }

    private PriceLevel LevelAt(ulong price)
    {
        var index = Search(price);
        if (index >= 0)
            return _levels[index];

        var level = _spare.TryPop(out var spare) ? spare : new PriceLevel();
        level.Price = price;
        _levels.Insert(~index, level);
        return level;
    }

    // Bids rise towards the end of the list, offers fall.
    private int Search(ulong price)
    {
        var (low, high) = (0, _levels.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var order = side == Side.Buy ? _levels[middle].Price.CompareTo(price) : price.CompareTo(_levels[middle].Price);
            if (order == 0)
                return middle;
            if (order < 0)
                low = middle + 1;
            else
                high = middle - 1;
        }

        return ~low;
    }
}
