using Beacon.Exchange.Books;
using Beacon.Exchange.Ouch;

namespace Beacon.Exchange.Matching;

/// <summary>Receives what the engine answers.</summary>
public interface IOuchReceiver
{
    /// <summary>An outbound OUCH message for a session. Valid until this returns.</summary>
    /// <param name="session">The session.</param>
    /// <param name="message">The message.</param>
    void Send(int session, ReadOnlySpan<byte> message);
}

/// <summary>
/// Price-time matching of OUCH orders, one book per symbol. Pure: no clock, no socket, one caller at a time. A house that is nobody's
/// session quotes both sides around the orders that come, so that a single client finds somebody to trade with.
/// </summary>
/// <param name="receiver">Receives the answers.</param>
/// <param name="nanosecondsSinceMidnight">Tells the time for the answers.</param>
public sealed class MatchingEngine(IOuchReceiver receiver, Func<ulong> nanosecondsSinceMidnight)
{
    private const uint MaximumQuantity = 999_999;
    private const ulong MaximumPrice = 199_999_9900;

    private readonly Dictionary<Symbol, (OrderBook Book, House House)> _books = [];
    private readonly Dictionary<(int Session, uint UserRef), LiveOrder> _live = [];
    private readonly Dictionary<int, uint> _lastUserRef = [];
    private ulong _nextReference = 1;
    private ulong _nextMatch = 1;

    /// <summary>What has happened so far.</summary>
    public MatchingStatistics Statistics { get; } = new();

    private readonly record struct LiveOrder(OrderBook Book, ulong Reference, uint Executed);

    /// <summary>An inbound OUCH message of a session; false: it is malformed and was ignored.</summary>
    /// <param name="session">The session, from 1.</param>
    /// <param name="message">The message.</param>
    public bool Handle(int session, ReadOnlySpan<byte> message)
    {
        if (!message.IsEmpty && message[0] == EnterOrder.Type && EnterOrder.TryRead(message, out var order)) Enter(session, order);
        else if (!message.IsEmpty && message[0] == CancelOrder.Type && CancelOrder.TryRead(message, out var cancel)) Cancel(session, cancel);
        else
        {
            Statistics.Malformed++;
            return false;
        }

        return true;
    }

    /// <summary>A session has ended: its orders leave the books without a word.</summary>
    public void Disconnect(int session)
    {
        foreach (var (key, live) in _live.Where(entry => entry.Key.Session == session).ToList())
        {
            if (live.Book.Find(live.Reference) is { } order) live.Book.Remove(order);
            _live.Remove(key);
        }

        _lastUserRef.Remove(session);
    }

    private void Enter(int session, EnterOrder order)
    {
        Statistics.OrdersReceived++;

        // A number that was used already is a message sent again, which must not trade twice.
        if (order.UserRef <= _lastUserRef.GetValueOrDefault(session)) return;
        _lastUserRef[session] = order.UserRef;
        if (Reject(order) is { } reason)
        {
            Statistics.Rejected++;
            Span<byte> rejection = stackalloc byte[OrderRejected.Size];
            receiver.Send(session, rejection[..new OrderRejected(nanosecondsSinceMidnight(), order.UserRef, reason).Write(rejection)]);
            return;
        }

        var (book, house) = BookOf(order.Symbol);
        var reference = _nextReference++;
        Statistics.Accepted++;
        Span<byte> acceptance = stackalloc byte[OrderAccepted.Size];
        receiver.Send(session, acceptance[..new OrderAccepted(nanosecondsSinceMidnight(), order, reference, IsLive: true).Write(acceptance)]);

        house.Quote(order.Side, order.Price, ref _nextReference);
        var left = Match(session, order, book);
        if (left == 0) return;
        if (order.TimeInForce == TimeInForce.ImmediateOrCancel)
        {
            SendCanceled(session, order.UserRef, left, 'I');
            return;
        }

        book.Add(reference, order.Side, left, order.Price, OwnerOf(session, order.UserRef));
        _live[(session, order.UserRef)] = new LiveOrder(book, reference, order.Quantity - left);
    }

    private uint Match(int session, EnterOrder order, OrderBook book)
    {
        var left = order.Quantity;
        while (left > 0 && (order.Side == Side.Buy ? book.BestAsk : book.BestBid) is { } level && Crosses(order, level.Price))
        {
            var resting = level.First!;
            var (price, owner, reference) = (resting.Price, resting.Owner, resting.Reference);
            var quantity = book.Reduce(resting, left);
            left -= quantity;
            var match = _nextMatch++;
            Statistics.Executions++;
            Statistics.SharesExecuted += quantity;
            SendExecuted(session, order.UserRef, quantity, price, 'R', match);
            if (owner != House.Owner) ExecuteResting((int)(owner >> 32), (uint)owner, reference, quantity, price, match);
        }

        return left;
    }

    private void ExecuteResting(int session, uint userRef, ulong reference, uint quantity, ulong price, ulong match)
    {
        SendExecuted(session, userRef, quantity, price, 'A', match);
        var live = _live[(session, userRef)];
        if (live.Book.Find(reference) is null) _live.Remove((session, userRef));
        else _live[(session, userRef)] = live with { Executed = live.Executed + quantity };
    }

    private void Cancel(int session, CancelOrder cancel)
    {
        if (!_live.TryGetValue((session, cancel.UserRef), out var live) || live.Book.Find(live.Reference) is not { } order) return;

        var intended = cancel.Quantity > live.Executed ? cancel.Quantity - live.Executed : 0;
        if (intended >= order.Shares) return;
        var taken = live.Book.Reduce(order, order.Shares - intended);
        if (intended == 0) _live.Remove((session, cancel.UserRef));
        SendCanceled(session, cancel.UserRef, taken, 'U');
    }

    private void SendExecuted(int session, uint userRef, uint quantity, ulong price, char liquidity, ulong match)
    {
        Span<byte> message = stackalloc byte[OrderExecuted.Size];
        receiver.Send(session, message[..new OrderExecuted(nanosecondsSinceMidnight(), userRef, quantity, price, liquidity, match).Write(message)]);
    }

    private void SendCanceled(int session, uint userRef, uint decrement, char reason)
    {
        Statistics.Canceled++;
        Span<byte> message = stackalloc byte[OrderCanceled.Size];
        receiver.Send(session, message[..new OrderCanceled(nanosecondsSinceMidnight(), userRef, decrement, reason).Write(message)]);
    }

    private (OrderBook Book, House House) BookOf(Symbol symbol)
    {
        if (_books.TryGetValue(symbol, out var found)) return found;
        var book = new OrderBook();
        return _books[symbol] = (book, new House(book));
    }

    private static RejectReason? Reject(EnterOrder order)
    {
        if (order.Side is not (Side.Buy or Side.Sell)) return RejectReason.InvalidSide;
        if (order.Quantity is 0 or > MaximumQuantity) return RejectReason.InvalidQuantity;
        if (order.Symbol.IsBlank) return RejectReason.InvalidSymbol;
        return order.Price is 0 or > MaximumPrice ? RejectReason.InvalidPrice : null;
    }

    private static bool Crosses(EnterOrder order, ulong price) => order.Side == Side.Buy ? price <= order.Price : price >= order.Price;

    private static ulong OwnerOf(int session, uint userRef) => (ulong)(uint)session << 32 | userRef;
}
