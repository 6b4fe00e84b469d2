namespace Beacon.Exchange.Books;

/// <summary>
/// An order in a book. Once it has left the book, its reference number and shares can be read until the next order is added; another order
/// may have its slot then.
/// </summary>
public readonly struct Order
{
    private readonly OrderStore _store;

    internal Order(OrderStore store, int index) => (_store, Index) = (store, index);

    /// <summary>Its reference number.</summary>
    public ulong Reference => Slot.Reference;

    /// <summary>The shares that are left.</summary>
    public uint Shares => Slot.Shares;

    /// <summary>Whether the order is not displayed: it trades after all displayed orders of its price.</summary>
    public bool IsHidden => Slot.IsHidden;

    /// <summary>Its price in ten-thousandths of a dollar. Only as long as it is in a book, as is the side.</summary>
    public ulong Price => _store.Levels[Slot.Level].Price;

    /// <summary>Its side.</summary>
    public Side Side => _store.Levels[Slot.Level].Side.Side;

    internal int Index { get; }

    private ref OrderSlot Slot => ref _store.Orders[Index];
}

/// <summary>
/// What the store has of an order, in 32 bytes. What all orders of a level have in common is with the level: a book is as fast as its
/// orders are small, since each message is about another one, which the processor's caches no longer have.
/// </summary>
internal struct OrderSlot
{
    public ulong Reference;
    public uint Shares;

    /// <summary>The slot of its level.</summary>
    public int Level;

    /// <summary>The order before it at its level; 0: it is the first.</summary>
    public int Previous;

    /// <summary>The order behind it at its level; 0: it is the last.</summary>
    public int Next;

    /// <summary>The next order in its bucket of the store; 0: it is the last.</summary>
    public int NextInBucket;

    public bool IsHidden;
}
