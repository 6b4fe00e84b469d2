namespace Beacon.Exchange.Books;

/// <summary>
/// The price levels of one side, the best last, since most of what happens happens there. The prices stand by themselves, so that a search
/// touches nothing else.
/// </summary>
/// <param name="side">Which one.</param>
internal sealed class BookSide(Side side)
{
    private const int InitialDepth = 16;

    /// <summary>Added to each price, so that a better price is always the higher key: bids as they are, offers mirrored.</summary>
    private readonly ulong _mirror = side == Side.Buy ? 0 : ulong.MaxValue;

    private readonly Stack<PriceLevel> _spare = new();
    private ulong[] _keys = new ulong[InitialDepth];
    private PriceLevel[] _levels = new PriceLevel[InitialDepth];

    public Side Side => side;

    public int Count { get; private set; }

    public PriceLevel? Best => Count == 0 ? null : _levels[Count - 1];

    public IEnumerable<PriceLevel> FromBest()
    {
        for (var index = Count - 1; index >= 0; index--)
            yield return _levels[index];
    }

    /// <summary>A displayed order goes before the hidden ones of its price, a hidden one behind all.</summary>
    public void Append(Order order, ulong price)
    {
        var level = LevelAt(price);
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
        if (level.Count == 0)
            RemoveLevel(level);
    }

    private PriceLevel LevelAt(ulong price)
    {
        var key = price ^ _mirror;
        var index = Search(key);
        if (index < Count && _keys[index] == key)
            return _levels[index];

        var level = _spare.TryPop(out var spare) ? spare : new PriceLevel(this);
        level.Price = price;
        if (Count == _keys.Length)
        {
            Array.Resize(ref _keys, 2 * Count);
            Array.Resize(ref _levels, 2 * Count);
        }

        Array.Copy(_keys, index, _keys, index + 1, Count - index);
        Array.Copy(_levels, index, _levels, index + 1, Count - index);
        (_keys[index], _levels[index]) = (key, level);
        Count++;
        return level;
    }

    private void RemoveLevel(PriceLevel level)
    {
        var index = Search(level.Price ^ _mirror);
        Count--;
        Array.Copy(_keys, index + 1, _keys, index, Count - index);
        Array.Copy(_levels, index + 1, _levels, index, Count - index);
        _spare.Push(level);
    }

    /// <summary>The first level that is not worse: a few steps from the best, where most are; else halving.</summary>
    private int Search(ulong key)
    {
        const int Near = 8;
        var keys = _keys;
        var high = Count;
        for (var steps = 0; steps < Near && high > 0; steps++, high--)
            if (keys[high - 1] < key)
                return high;
        var low = 0;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (keys[middle] < key)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
