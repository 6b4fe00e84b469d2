using Beacon.Exchange.Books;
using Beacon.Exchange.Ouch;

namespace Beacon.Exchange.Matching;

/// <summary>
/// Price-time matching of OUCH 5.0 orders, one book per symbol. Pure: no clock, no socket, one caller at a time. There is no self-match
/// prevention: a session's orders may trade with each other.
/// </summary>
/// <param name="receiver">Receives the answers.</param>
/// <param name="nanosecondsSinceMidnight">Tells the time for the answers.</param>
/// <param name="house">What a house quotes in every book; null: there is none.</param>
/// <param name="listed">The symbols that are traded; null: whichever is well-formed.</param>
public sealed class MatchingEngine(
    IOuchReceiver receiver,
    Func<ulong> nanosecondsSinceMidnight,
    HouseLiquidity? house = null,
    IReadOnlySet<Symbol>? listed = null
)
{
    private readonly OuchAnswers _answers = new(receiver, nanosecondsSinceMidnight);
    private readonly Dictionary<Symbol, Market> _markets = [];
    private readonly Dictionary<ulong, LiveOrder> _live = [];
    private readonly Dictionary<int, uint> _lastUserRef = [];
    private ulong _nextReference = 1;
    private ulong _nextMatch = 1;

    /// <summary>What has happened so far.</summary>
    public MatchingStatistics Statistics { get; } = new();

    /// <summary>An inbound OUCH message of a session; false: it is malformed and was ignored.</summary>
    /// <param name="session">The session, from 1.</param>
    /// <param name="message">The message.</param>
    public bool Handle(int session, ReadOnlySpan<byte> message)
    {
        switch (message.IsEmpty ? '\0' : (char)message[0])
        {
            case EnterOrder.Type when EnterOrder.TryRead(message, out var order):
                Enter(session, order);
                return true;
            case CancelOrder.Type when CancelOrder.TryRead(message, out var cancel):
                Cancel(session, cancel);
                return true;
            case ReplaceOrder.Type when ReplaceOrder.TryRead(message, out var replace):
                Replace(session, replace);
                return true;
            case ModifyOrder.Type when ModifyOrder.TryRead(message, out var modify):
                Modify(session, modify);
                return true;
            default:
                Statistics.Malformed++;
                return false;
        }
    }

    /// <summary>A session has ended: its orders leave the books without a word.</summary>
    public void Disconnect(int session)
    {
        foreach (var live in _live.Values.Where(live => live.Session == session).ToList())
            Remove(live);
        _lastUserRef.Remove(session);
    }

    private void Enter(int session, in EnterOrder order)
    {
        Statistics.OrdersReceived++;
        if (!IsNew(session, order.UserRef))
            return;
        if (OrderRules.Check(order, listed) is { } reason)
        {
            Statistics.Rejected++;
            _answers.Reject(session, order, reason);
            return;
        }

        var reference = _nextReference++;
        Statistics.Accepted++;
        _answers.Accept(session, order, reference);
        Trade(session, order, executed: 0, reference, MarketOf(order.Symbol));
    }

    /// <summary>The quantity is the total that the order is to have; one that asks for no less than there is has no effect.</summary>
    private void Cancel(int session, CancelOrder cancel)
    {
        if (FindLive(session, cancel.UserRef) is { } live && Excess(live, cancel.Quantity) is var excess and > 0)
            Cancel(live, excess);
        else
            Statistics.Ignored++;
    }

    /// <summary>One that is not valid cancels the order that it was to replace; any other loses the place in time.</summary>
    private void Replace(int session, in ReplaceOrder replace)
    {
        if (FindLive(session, replace.OriginalUserRef) is not { } live)
        {
            Statistics.Ignored++;
            return;
        }

        if (!IsNew(session, replace.UserRef))
            return;
        var terms = live.Terms with
        {
            UserRef = replace.UserRef,
            Quantity = replace.Quantity,
            Price = replace.Price,
            TimeInForce = replace.TimeInForce,
            Display = replace.Display,
            InterMarketSweep = replace.InterMarketSweep,
            ClientOrderId = replace.ClientOrderId,
        };
        if (replace.Quantity <= live.Executed || OrderRules.Check(terms, listed) is not null)
        {
            Cancel(live, live.Resting.Shares);
            return;
        }

        var reference = _nextReference++;
        Statistics.Replaced++;
        Remove(live);
        _answers.Replace(session, replace.OriginalUserRef, terms with { Quantity = replace.Quantity - live.Executed }, reference);
        Trade(session, terms, live.Executed, reference, live.Market);
    }

    /// <summary>Another kind of sale, fewer shares, or both; the order keeps its place in time.</summary>
    private void Modify(int session, ModifyOrder modify)
    {
        var live = FindLive(session, modify.UserRef);
        var excess = live is null ? 0 : Excess(live, modify.Quantity);
        if (live is null || !CanBecome(live.Terms.Side, modify.Side) || (excess == 0 && modify.Side == live.Terms.Side))
        {
            Statistics.Ignored++;
            return;
        }

        if (excess == live.Resting.Shares)
        {
            Cancel(live, excess);
            return;
        }

        Statistics.Modified++;
        live.Terms = live.Terms with { Side = modify.Side };
        if (excess > 0)
            live.Market.Book.Reduce(live.Resting, excess);
        _answers.Modify(session, modify.UserRef, modify.Side, live.Resting.Shares);
    }

    /// <summary>Executes what can be executed; the rest is canceled or rests.</summary>
    private void Trade(int session, in EnterOrder order, uint executed, ulong reference, Market market)
    {
        market.House?.Meet(order, ref _nextReference);
        var left = Match(session, order, order.Quantity - executed, market);
        if (left == 0)
            return;

        if (order.TimeInForce == TimeInForce.ImmediateOrCancel)
        {
            Statistics.Canceled++;
            _answers.Cancel(session, order.UserRef, left, CancelReason.ImmediateOrCancel);
            return;
        }

        var owner = LiveOrder.OwnerOf(session, order.UserRef);
        var resting = market.Book.Add(reference, order.Side == Side.Buy ? Side.Buy : Side.Sell, left, order.Price, owner)!;
        _live[owner] = new LiveOrder(session, order, order.Quantity - left, market, resting);
    }

    private uint Match(int session, in EnterOrder order, uint left, Market market)
    {
        var book = market.Book;
        var hasMetHouse = false;
        while (left > 0 && (order.Side == Side.Buy ? book.BestAsk : book.BestBid) is { } level && Crosses(order, level.Price))
        {
            var resting = level.First!;
            var (price, owner) = (resting.Price, resting.Owner);
            var quantity = book.Reduce(resting, left);
            left -= quantity;
            var match = _nextMatch++;
            Statistics.Executions++;
            Statistics.SharesExecuted += quantity;
            _answers.Execute(session, order.UserRef, quantity, price, 'R', match);
            if (owner == House.Owner)
                hasMetHouse = true;
            else
                ExecuteResting(_live[owner], quantity, price, match);
        }

        if (hasMetHouse)
            market.House!.Quote(ref _nextReference);
        return left;
    }

    private void ExecuteResting(LiveOrder live, uint quantity, ulong price, ulong match)
    {
        live.Executed += quantity;
        _answers.Execute(live.Session, live.Terms.UserRef, quantity, price, 'A', match);
        if (live.Resting.Shares == 0)
            Forget(live);
    }

    private void Cancel(LiveOrder live, uint shares)
    {
        Statistics.Canceled++;
        if (shares == live.Resting.Shares)
            Remove(live);
        else
            live.Market.Book.Reduce(live.Resting, shares);
        _answers.Cancel(live.Session, live.Terms.UserRef, shares, CancelReason.User);
    }

    private static bool CanBecome(Side side, Side other) => side == other || (OrderRules.IsSell(side) && OrderRules.IsSell(other));

    /// <summary>The shares that are left beyond a total.</summary>
    private static uint Excess(LiveOrder live, uint total)
    {
        var intended = total - Math.Min(total, live.Executed);
        return live.Resting.Shares - Math.Min(live.Resting.Shares, intended);
    }

    private LiveOrder? FindLive(int session, uint userRef) => _live.GetValueOrDefault(LiveOrder.OwnerOf(session, userRef));

    private void Remove(LiveOrder live)
    {
        live.Market.Book.Remove(live.Resting);
        Forget(live);
    }

    private void Forget(LiveOrder live) => _live.Remove(LiveOrder.OwnerOf(live.Session, live.Terms.UserRef));

    /// <summary>A number that is not higher than the last is a message sent again, which must not trade twice.</summary>
    private bool IsNew(int session, uint userRef)
    {
        var isNew = userRef > _lastUserRef.GetValueOrDefault(session);
        if (isNew)
            _lastUserRef[session] = userRef;
        else
            Statistics.Ignored++;
        return isNew;
    }

    private Market MarketOf(Symbol symbol)
    {
        if (_markets.TryGetValue(symbol, out var found))
            return found;
        var book = new OrderBook();
        return _markets[symbol] = new Market(book, house is null ? null : new House(book, house));
    }

    private static bool Crosses(in EnterOrder order, ulong price) => order.Side == Side.Buy ? price <= order.Price : price >= order.Price;
}
