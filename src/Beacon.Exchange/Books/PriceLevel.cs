namespace Beacon.Exchange.Books;

/// <summary>
/// The orders of one side at one price: the displayed ones by time, then the hidden ones by time. A level is in its book as long as it has
/// orders; it must not be used later.
/// </summary>
public readonly struct PriceLevel
{
    private readonly OrderStore _store;
    private readonly int _index;

    internal PriceLevel(OrderStore store, int index) => (_store, _index) = (store, index);

    /// <summary>The price in ten-thousandths of a dollar.</summary>
    public ulong Price => Slot.Price;

    /// <summary>The shares of all its orders.</summary>
    public ulong Shares => Slot.Shares;

    /// <summary>How many orders there are.</summary>
    public int Count => Slot.Count;

    /// <summary>The order that trades first.</summary>
    public Order First => new(_store, Slot.First);

    /// <summary>The orders by priority. The level must not change meanwhile.</summary>
    public IEnumerable<Order> Orders
    {
        get
        {
            for (var index = Slot.First; index != 0; index = _store.Orders[index].Next)
                yield return new Order(_store, index);
        }
    }

    private ref LevelSlot Slot => ref _store.Levels[_index];
}

/// <summary>What the store has of a level. The orders are slots; 0: there is none.</summary>
internal struct LevelSlot
{
    public BookSide Side;
    public ulong Price;
    public ulong Shares;
    public int Count;
    public int First;
    public int Last;
    public int FirstHidden;
}
