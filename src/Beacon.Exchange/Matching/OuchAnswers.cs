using System.Buffers.Binary;
using Beacon.Exchange.Ouch;

namespace Beacon.Exchange.Matching;

/// <summary>Puts answers into bytes, stamped with the time, with the options that the specification has them repeat.</summary>
internal sealed class OuchAnswers(IOuchReceiver receiver, Func<ulong> nanosecondsSinceMidnight)
{
    private const int LargestFields = 68;

    private readonly byte[] _message = new byte[LargestFields + sizeof(ushort) + ushort.MaxValue];

    public ulong Now => nanosecondsSinceMidnight();

    public void SystemEvent(int account, char code) => Send(account, new SystemEvent(Now, code).Write(_message));

    public void Accept(LiveOrder order, ulong reference) =>
        SendWithEcho(order, new OrderAccepted(Now, order.Terms, reference).Write(_message), OptionSet.Accepted);

    public void Reject(OrderKey key, in EnterOrder order, RejectReason reason) =>
        SendWithIndex(key, new OrderRejected(Now, key.UserRef, reason, order.ClientOrderId).Write(_message));

    /// <summary>Rejects a request, which has no client order id.</summary>
    public void Reject(OrderKey key, RejectReason reason) =>
        SendWithIndex(key, new OrderRejected(Now, key.UserRef, reason).Write(_message));

    public void Execute(LiveOrder order, uint quantity, ulong price, char liquidity, ulong match)
    {
        var size = new OrderExecuted(Now, order.Key.UserRef, quantity, price, liquidity, match).Write(_message);
        SendWithIndex(order.Key, size - sizeof(ushort), isLengthAlwaysThere: true);
    }

    public void Cancel(LiveOrder order, uint decrement, CancelReason reason) =>
        SendWithIndex(order.Key, new OrderCanceled(Now, order.Key.UserRef, decrement, reason).Write(_message));

    /// <summary>The quantity told is what is left open.</summary>
    public void Replace(uint originalUserRef, LiveOrder order, uint open, ulong reference)
    {
        var terms = order.Terms with { Quantity = open };
        SendWithEcho(order, new OrderReplaced(Now, originalUserRef, terms, reference).Write(_message), OptionSet.Replaced);
    }

    public void Modify(LiveOrder order, uint quantity) =>
        SendWithIndex(order.Key, new OrderModified(Now, order.Key.UserRef, order.Terms.Side, quantity).Write(_message));

    /// <param name="account">Whose request it is.</param>
    /// <param name="request">The request, which is repeated with all its options.</param>
    /// <param name="appendages">Its options.</param>
    public void MassCancel(int account, MassCancelOrder request, ReadOnlySpan<byte> appendages) =>
        SendWith(account, new MassCancelResponse(Now, request).Write(_message), appendages);

    public void SwitchOrderEntry(int account, OrderEntrySwitch request, ReadOnlySpan<byte> appendages) =>
        SendWith(account, new OrderEntrySwitched(Now, request).Write(_message), appendages);

    public void AnswerQuery(OrderKey next) => SendWithIndex(next, new AccountQueryResponse(Now, next.UserRef).Write(_message));

    private void SendWithEcho(LiveOrder order, int size, ulong tags)
    {
        var echo = _message.AsSpan(size);
        var length = order.Echo.Length == 0 ? 0 : OuchEchoes.Copy(order.Echo, tags, echo);
        BinaryPrimitives.WriteUInt16BigEndian(_message.AsSpan(size - sizeof(ushort)), (ushort)length);
        Send(order.Key.Account, size + length);
    }

    /// <summary>Appendages only where the client uses several sequences of numbers.</summary>
    private void SendWithIndex(OrderKey key, int fields, bool isLengthAlwaysThere = false)
    {
        Span<byte> index = [2, (byte)OptionTag.UserRefIndex, key.UserRefIndex];
        if (key.UserRefIndex != 0)
            SendWith(key.Account, fields + sizeof(ushort), index);
        else if (isLengthAlwaysThere)
            SendWith(key.Account, fields + sizeof(ushort), []);
        else
            Send(key.Account, fields);
    }

    /// <param name="account">Whose message it is.</param>
    /// <param name="size">Bytes of the fields, the length of the appendages included.</param>
    /// <param name="appendages">The elements.</param>
    private void SendWith(int account, int size, ReadOnlySpan<byte> appendages)
    {
        BinaryPrimitives.WriteUInt16BigEndian(_message.AsSpan(size - sizeof(ushort)), (ushort)appendages.Length);
        appendages.CopyTo(_message.AsSpan(size));
        Send(account, size + appendages.Length);
    }

    private void Send(int account, int size) => receiver.Send(account, _message.AsSpan(0, size));
}
