using Beacon.Exchange.Measuring;
using Beacon.Exchange.Ouch;

namespace Beacon.Exchange.Algorithm;

/// <summary>
/// What became of the orders. Each number has one thread that writes it: the strategy's what is sent, the receiver's what is answered.
/// </summary>
/// <param name="firstUserRef">The number of the first order.</param>
internal sealed class OrderOutcomes(uint firstUserRef)
{
    /// <summary>More orders than that under way, and answers are taken for those of others.</summary>
    private const uint OrdersUnderWay = 1 << 16;

    private const int WarmUpOrders = 20;

    private readonly OrderUnderWay[] _underWay = new OrderUnderWay[OrdersUnderWay];
    private long _sharesSent;
    private long _sharesDone;

    private struct OrderUnderWay
    {
        public long SentAt;
        public uint Shares;
        public bool IsFilled;
    }

    public long Sent { get; private set; }

    public long Accepted { get; private set; }

    public long Rejected { get; private set; }

    public long Canceled { get; private set; }

    public long Fills { get; private set; }

    /// <summary>Orders with at least one fill.</summary>
    public long OrdersFilled { get; private set; }

    public long SharesFilled { get; private set; }

    /// <summary>From just before the send of an order to the return of the receive that brought its acceptance or rejection.</summary>
    public Latency OrderToAck { get; } = new(WarmUpOrders);

    /// <summary>The number of the next order.</summary>
    public uint NextUserRef => firstUserRef + (uint)Sent;

    /// <summary>Every share that was ordered was filled, canceled or rejected.</summary>
    public bool IsComplete => Volatile.Read(ref _sharesDone) >= Volatile.Read(ref _sharesSent);

    /// <summary>The next order goes out.</summary>
    public void Sending(uint shares, long now)
    {
        ref var order = ref Find(NextUserRef);
        Sent++;
        (order.SentAt, order.Shares, order.IsFilled) = (now, shares, false);
        Volatile.Write(ref _sharesSent, _sharesSent + shares);
    }

    /// <summary>An outbound OUCH message came.</summary>
    public void OnMessage(ReadOnlySpan<byte> message, long receivedAt)
    {
        switch (message.IsEmpty ? '\0' : (char)message[0])
        {
            case OrderAccepted.Type when OrderAccepted.TryRead(message, out var accepted):
                Accepted++;
                OrderToAck.Record(Find(accepted.Order.UserRef).SentAt, receivedAt);
                break;
            case OrderRejected.Type when OrderRejected.TryRead(message, out var rejected):
                Rejected++;
                OrderToAck.Record(Find(rejected.UserRef).SentAt, receivedAt);
                Done(Find(rejected.UserRef).Shares);
                break;
            case OrderCanceled.Type when OrderCanceled.TryRead(message, out var canceled):
                Canceled++;
                Done(canceled.Decrement);
                break;
            case OrderExecuted.Type when OrderExecuted.TryRead(message, out var executed):
                Fill(ref Find(executed.UserRef), executed.Quantity);
                break;
        }
    }

    private void Fill(ref OrderUnderWay order, uint shares)
    {
        Fills++;
        SharesFilled += shares;
        if (!order.IsFilled)
            OrdersFilled++;
        order.IsFilled = true;
        Done(shares);
    }

    private void Done(uint shares) => Volatile.Write(ref _sharesDone, _sharesDone + shares);

    private ref OrderUnderWay Find(uint userRef) => ref _underWay[userRef % OrdersUnderWay];
}
