namespace Beacon.Exchange.Books;

/// <summary>
/// Structs in one array, which refer to each other by index. They are half as large as objects with references, so more of them fit in the
/// processor's caches. The slots of those that go are kept for those that come. Slot 0 stands for none: it may be written, but not read.
/// </summary>
internal sealed class Pool<T>
    where T : struct
{
    private const int SmallestSize = 64;

    private T[] _slots = new T[SmallestSize];
    private int[] _spare = new int[SmallestSize];
    private int _spareCount;
    private int _used = 1;

    /// <summary>How many slots are taken.</summary>
    public int Count => _used - 1 - _spareCount;

    /// <summary>A slot. The reference is valid until a slot is taken.</summary>
    public ref T this[int index] => ref _slots[index];

    /// <summary>A slot that is free, its fields as they were left.</summary>
    public int Take()
    {
        if (_spareCount > 0)
            return _spare[--_spareCount];
        if (_used == _slots.Length)
        {
            Array.Resize(ref _slots, 2 * _used);
            Array.Resize(ref _spare, 2 * _used);
        }

        return _used++;
    }

    /// <summary>Gives a slot back.</summary>
    public void Return(int index) => _spare[_spareCount++] = index;
}
