namespace Beacon.Exchange.Books;

/// <summary>
/// The orders and levels of one or several books, among which no reference number is used twice. It finds an order by its number. The
/// numbers of a day rise, so an order's bucket is its number modulo the size: orders that come one after the other are in neighbouring
/// buckets, and hardly two of them in one.
/// </summary>
internal sealed class OrderStore
{
    private const int BucketsPerOrder = 2;

    private int[] _buckets = new int[128];

    public Pool<OrderSlot> Orders { get; } = new();

    public Pool<LevelSlot> Levels { get; } = new();

    /// <summary>The order of that number; 0: there is none.</summary>
    public int Find(ulong reference)
    {
        var index = BucketOf(reference);
        while (index != 0 && Orders[index].Reference != reference)
            index = Orders[index].NextInBucket;
        return index;
    }

    /// <summary>A new order of that number, its other fields from the slot's last use; 0: there is one already.</summary>
    public int Add(ulong reference)
    {
        if (Find(reference) != 0)
            return 0;
        if (BucketsPerOrder * Orders.Count >= _buckets.Length)
            Grow();
        var index = Orders.Take();
        Orders[index].Reference = reference;
        Link(index);
        return index;
    }

    /// <summary>Takes an order out.</summary>
    public void Remove(int index)
    {
        ref var order = ref Orders[index];
        ref var link = ref BucketOf(order.Reference);
        while (link != index)
            link = ref Orders[link].NextInBucket;
        link = order.NextInBucket;
        Orders.Return(index);
    }

    private ref int BucketOf(ulong reference) => ref _buckets[(int)reference & (_buckets.Length - 1)];

    private void Link(int index)
    {
        ref var order = ref Orders[index];
        ref var bucket = ref BucketOf(order.Reference);
        order.NextInBucket = bucket;
        bucket = index;
    }

    private void Grow()
    {
        var old = _buckets;
        _buckets = new int[2 * old.Length];
        foreach (var first in old)
            for (var index = first; index != 0; )
            {
                var next = Orders[index].NextInBucket;
                Link(index);
                index = next;
            }
    }
}
