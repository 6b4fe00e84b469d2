namespace Beacon.Exchange.Books;

/// <summary>
/// Finds orders by their reference numbers, and keeps those that have gone for those that come. Several books may share one, if no number
/// is used twice among them. The numbers of a day rise, so an order's bucket is its number modulo the size: orders that come one after
/// the other are in neighbouring buckets, and hardly two of them in one.
/// </summary>
internal sealed class OrderStore
{
    private const int SmallestSize = 1024;

    private Order?[] _buckets = new Order?[SmallestSize];
    private Order? _spare;
    private int _count;

    /// <summary>The order of that number; null: there is none.</summary>
    public Order? Find(ulong reference)
    {
        var buckets = _buckets;
        var order = buckets[(int)reference & (buckets.Length - 1)];
        while (order is not null && order.Reference != reference)
            order = order.NextInBucket;
        return order;
    }

    /// <summary>A new order of that number, its other fields from its last use; null: there is one already.</summary>
    public Order? Add(ulong reference)
    {
        if (Find(reference) is not null)
            return null;
        if (_count++ == _buckets.Length)
            Grow();
        var order = _spare ?? new Order();
        _spare = order.NextInBucket;
        order.Reference = reference;
        Link(order);
        return order;
    }

    /// <summary>Takes an order out.</summary>
    public void Remove(Order order)
    {
        ref var bucket = ref _buckets[(int)order.Reference & (_buckets.Length - 1)];
        if (bucket == order)
        {
            bucket = order.NextInBucket;
        }
        else
        {
            var before = bucket!;
            while (before.NextInBucket != order)
                before = before.NextInBucket!;
            before.NextInBucket = order.NextInBucket;
        }

        order.NextInBucket = _spare;
        _spare = order;
        _count--;
    }

    private void Link(Order order)
    {
        ref var bucket = ref _buckets[(int)order.Reference & (_buckets.Length - 1)];
        order.NextInBucket = bucket;
        bucket = order;
    }

    private void Grow()
    {
        var old = _buckets;
        _buckets = new Order?[4 * old.Length];
        foreach (var first in old)
            for (var order = first; order is not null; )
            {
                var next = order.NextInBucket;
                Link(order);
                order = next;
            }
    }
}
