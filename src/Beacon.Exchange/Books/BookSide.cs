namespace Beacon.Exchange.Books;

/// <summary>
/// The price levels of one side, the best last, since most of what happens happens there. The prices stand by themselves, so that a search
/// touches nothing else.
/// </summary>
/// <param name="side">Which one.</param>
/// <param name="store">Has the orders and levels.</param>
internal sealed class BookSide(Side side, OrderStore store)
{
    private const int InitialDepth = 16;

    /// <summary>Added to each price, so that a better price is always the higher key: bids as they are, offers mirrored.</summary>
    private readonly ulong _mirror = side == Side.Buy ? 0 : ulong.MaxValue;

    private ulong[] _keys = new ulong[InitialDepth];
    private int[] _levels = new int[InitialDepth];

    public Side Side => side;

    public int Count { get; private set; }

    public PriceLevel? Best => Count == 0 ? null : new PriceLevel(store, _levels[Count - 1]);

    public IEnumerable<PriceLevel> FromBest()
    {
        for (var index = Count - 1; index >= 0; index--)
            yield return new PriceLevel(store, _levels[index]);
    }

    /// <summary>A displayed order goes before the hidden ones of its price, a hidden one behind all.</summary>
    public void Append(int index, ulong price)
    {
        var found = LevelAt(price);
        ref var level = ref store.Levels[found];
        ref var order = ref store.Orders[index];
        var behind = order.IsHidden ? 0 : level.FirstHidden;
        var before = behind == 0 ? level.Last : store.Orders[behind].Previous;
        order.Level = found;
        Link(ref level, before, index);
        Link(ref level, index, behind);
        if (order.IsHidden && level.FirstHidden == 0)
            level.FirstHidden = index;
        level.Shares += order.Shares;
        level.Count++;
    }

    public void Remove(int index)
    {
        ref var order = ref store.Orders[index];
        ref var level = ref store.Levels[order.Level];
        Link(ref level, order.Previous, order.Next);
        if (level.FirstHidden == index)
            level.FirstHidden = order.Next;
        level.Shares -= order.Shares;
        level.Count--;
        if (level.Count == 0)
            RemoveLevel(order.Level);
    }

    /// <summary>Makes two orders of a level neighbors; 0 on one side: the other is the first, or the last.</summary>
    private void Link(ref LevelSlot level, int before, int behind)
    {
        store.Orders[before].Next = behind;
        store.Orders[behind].Previous = before;
        if (before == 0)
            level.First = behind;
        if (behind == 0)
            level.Last = before;
    }

    private int LevelAt(ulong price)
    {
        var key = price ^ _mirror;
        var index = Search(key);
        if (index < Count && _keys[index] == key)
            return _levels[index];

        var level = store.Levels.Take();
        (store.Levels[level].Side, store.Levels[level].Price) = (this, price);
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

    private void RemoveLevel(int level)
    {
        var index = Search(store.Levels[level].Price ^ _mirror);
        Count--;
        Array.Copy(_keys, index + 1, _keys, index, Count - index);
        Array.Copy(_levels, index + 1, _levels, index, Count - index);
        store.Levels.Return(level);
    }

    /// <summary>The first level that is not worse. It halves without a branch, since no processor can predict which half is next.</summary>
    private int Search(ulong key)
    {
        var keys = _keys;
        var low = 0;
        for (var length = Count; length > 0; )
        {
            var half = (length + 1) >>> 1;
            low += half * (keys[low + half - 1] < key ? 1 : 0);
            length -= half;
        }

        return low;
    }
}
