using Beacon.Exchange.Ouch;

namespace Beacon.Exchange.Matching;

/// <summary>Puts answers into bytes, stamped with the time.</summary>
internal sealed class OuchAnswers(IOuchReceiver receiver, Func<ulong> nanosecondsSinceMidnight)
{
    public void Accept(int session, in EnterOrder order, ulong reference)
    {
        Span<byte> message = stackalloc byte[OrderAccepted.Size];
        Send(session, message[..new OrderAccepted(Now(), order, reference).Write(message)]);
    }

    public void Reject(int session, in EnterOrder order, RejectReason reason)
    {
        Span<byte> message = stackalloc byte[OrderRejected.Size];
        Send(session, message[..new OrderRejected(Now(), order.UserRef, reason, order.ClientOrderId).Write(message)]);
    }

    public void Execute(int session, uint userRef, uint quantity, ulong price, char liquidity, ulong match)
    {
        Span<byte> message = stackalloc byte[OrderExecuted.Size];
        Send(session, message[..new OrderExecuted(Now(), userRef, quantity, price, liquidity, match).Write(message)]);
    }

    public void Cancel(int session, uint userRef, uint decrement, CancelReason reason)
    {
        Span<byte> message = stackalloc byte[OrderCanceled.Size];
        Send(session, message[..new OrderCanceled(Now(), userRef, decrement, reason).Write(message)]);
    }

    public void Replace(int session, uint originalUserRef, in EnterOrder order, ulong reference)
    {
        Span<byte> message = stackalloc byte[OrderReplaced.Size];
        Send(session, message[..new OrderReplaced(Now(), originalUserRef, order, reference).Write(message)]);
    }

    public void Modify(int session, uint userRef, Side side, uint quantity)
    {
        Span<byte> message = stackalloc byte[OrderModified.Size];
        Send(session, message[..new OrderModified(Now(), userRef, side, quantity).Write(message)]);
    }

    private ulong Now() => nanosecondsSinceMidnight();

    private void Send(int session, ReadOnlySpan<byte> message) => receiver.Send(session, message);
}
