using Beacon.Exchange.Ouch;

namespace Beacon.Exchange.Matching;

/// <summary>
/// Matches OUCH 5.0 orders by price, display and time, one book per symbol. Pure: no clock, no socket, one caller at a time. Only the
/// continuous market: no crosses, no halts, no pegs, no reserves, no routing, and no prevention of self-matches.
/// </summary>
public sealed partial class MatchingEngine
{
    private readonly OuchAnswers _answers;
    private readonly Market _market;
    private readonly LiveOrders _live = new();
    private readonly MarketHours _hours;
    private readonly Dictionary<int, Account> _accounts = [];
    private readonly IReadOnlySet<Symbol>? _listed;
    private readonly int _ordersPerAccount;

    /// <summary>How many orders of an account rest at most, unless told otherwise.</summary>
    public const int UsualOrdersPerAccount = 10_000;

    /// <summary>Opens the day.</summary>
    /// <param name="receiver">Receives the answers.</param>
    /// <param name="nanosecondsSinceMidnight">Tells the time for the answers and for orders that expire.</param>
    /// <param name="listed">The symbols that are traded; null: whichever is well-formed, as many as there are stock locate codes.</param>
    /// <param name="ordersPerAccount">How many orders of an account rest at most: further ones are rejected.</param>
    public MatchingEngine(
        IOuchReceiver receiver,
        Func<ulong> nanosecondsSinceMidnight,
        IReadOnlySet<Symbol>? listed = null,
        int ordersPerAccount = UsualOrdersPerAccount
    )
    {
        (_listed, _ordersPerAccount) = (listed, ordersPerAccount);
        _answers = new OuchAnswers(receiver, nanosecondsSinceMidnight);
        _market = new Market(_live, _answers, Statistics);
        _hours = new MarketHours(_market, _live);
        Participants = new FeedParticipants(_market, _live, _hours);
    }

    /// <summary>What has happened so far.</summary>
    public MatchingStatistics Statistics { get; } = new();

    /// <summary>The simulated participants, which trade beside the clients as long as they are fed.</summary>
    public FeedParticipants Participants { get; }

    /// <summary>An account is there from now on: its first message is System Event S, start of day.</summary>
    /// <param name="account">The account, from 1, not opened before.</param>
    public void Open(int account)
    {
        _accounts.Add(account, new Account(account));
        _answers.SystemEvent(account, SystemEvent.StartOfDay);
    }

    /// <summary>Ends the day: what rests is canceled, and the last message of each account is System Event E, end of day.</summary>
    public void Close()
    {
        _hours.EndDay();
        foreach (var account in _accounts.Keys)
            _answers.SystemEvent(account, SystemEvent.EndOfDay);
    }

    /// <summary>Cancels the orders whose time in force has ended. Each message does this first.</summary>
    public void Expire()
    {
        while (_live.FindExpired(_answers.Now) is { } order)
            _market.Cancel(order, order.Resting.Shares, CancelReason.Timeout);
    }

    /// <summary>An inbound OUCH message of an account; false: it is malformed and was ignored.</summary>
    /// <param name="account">The account, which was opened.</param>
    /// <param name="message">The message.</param>
    public bool Handle(int account, ReadOnlySpan<byte> message)
    {
        Expire();
        var isWhole = HandleOrder(_accounts[account], message) || HandleRequest(_accounts[account], message);
        if (!isWhole)
            Statistics.Malformed++;
        return isWhole;
    }

    private bool HandleOrder(Account account, ReadOnlySpan<byte> message)
    {
        switch (message.IsEmpty ? '\0' : (char)message[0])
        {
            case EnterOrder.Type
                when EnterOrder.TryRead(message, out var order) && AreWhole(message, EnterOrder.AppendageLengthOffset, isRequired: true):
                Enter(account, order, message);
                return true;
            case ReplaceOrder.Type
                when ReplaceOrder.TryRead(message, out var replace)
                    && AreWhole(message, ReplaceOrder.AppendageLengthOffset, isRequired: true):
                Replace(account, replace, message);
                return true;
            case CancelOrder.Type
                when CancelOrder.TryRead(message, out var cancel)
                    && TryReadOptions(message, CancelOrder.Size, OptionSet.Cancel, out var options):
                Cancel(new OrderKey(account.Number, options.UserRefIndex, cancel.UserRef), cancel.Quantity);
                return true;
            case ModifyOrder.Type
                when ModifyOrder.TryRead(message, out var modify)
                    && TryReadOptions(message, ModifyOrder.Size, OptionSet.Modify, out var options):
                Modify(new OrderKey(account.Number, options.UserRefIndex, modify.UserRef), modify);
                return true;
            default:
                return false;
        }
    }

    private void Enter(Account account, in EnterOrder order, ReadOnlySpan<byte> message)
    {
        Statistics.OrdersReceived++;
        var options = OrderOptions.Read(message, EnterOrder.AppendageLengthOffset, OptionSet.Enter);
        if (!IsNew(account, options.UserRefIndex, order.UserRef))
            return;

        account.Use(options.UserRefIndex, order.UserRef);
        var key = new OrderKey(account.Number, options.UserRefIndex, order.UserRef);
        if (WhyRejected(account, order, options) is { } reason)
        {
            Statistics.Rejected++;
            _answers.Reject(key, order, reason);
            return;
        }

        var reference = _market.NextReference();
        var accepted = new LiveOrder(key, order, options, message[EnterOrder.Size..].ToArray(), _market.BookOf(order.Symbol));
        Statistics.Accepted++;
        _answers.Accept(accepted, reference);
        Trade(accepted, reference);
    }

    private RejectReason? WhyRejected(Account account, in EnterOrder order, in OrderOptions options)
    {
        if (!account.IsEnabled(options.Firm))
            return RejectReason.FirmNotAuthorized;
        if (OrderRules.Check(order, options, _listed) is { } reason)
            return reason;
        if (!_market.HasRoomFor(order.Symbol))
            return RejectReason.InvalidSymbol;
        return _live.Count(account.Number) < _ordersPerAccount ? null : RejectReason.Other;
    }

    /// <summary>The quantity is the total that the order is to have; one that asks for no less than there is has no effect.</summary>
    private void Cancel(OrderKey key, uint total)
    {
        if (_live.Find(key) is { } order && Excess(order, total) is var excess and > 0)
            _market.Cancel(order, excess, CancelReason.User);
        else
            Statistics.Ignored++;
    }

    /// <summary>
    /// One that is not valid cancels the order that it was to replace, and its number stays free; any other loses the place in time.
    /// Terms that a replacement has no field for stay as they were.
    /// </summary>
    private void Replace(Account account, in ReplaceOrder replace, ReadOnlySpan<byte> message)
    {
        var options = OrderOptions.Read(message, ReplaceOrder.AppendageLengthOffset, OptionSet.Replace);
        if (_live.Find(new OrderKey(account.Number, options.UserRefIndex, replace.OriginalUserRef)) is not { } order)
        {
            Statistics.Ignored++;
            return;
        }

        if (!IsNew(account, options.UserRefIndex, replace.UserRef))
            return;
        var terms = Replacement(order.Terms, replace, options.Side);
        if (
            replace.Quantity <= order.Executed
            || !CanBecome(order.Terms.Side, terms.Side)
            || !account.IsEnabled(order.Options.Firm)
            || OrderRules.Check(terms, options, _listed, order.Executed) is not null
        )
        {
            _market.Cancel(order, order.Resting.Shares, CancelReason.User);
            return;
        }

        account.Use(options.UserRefIndex, replace.UserRef);
        var echo = OuchEchoes.OfReplacement(message[ReplaceOrder.Size..], order.Options.Firm);
        var key = order.Key with { UserRef = replace.UserRef };
        var kept = options with { Firm = order.Options.Firm, Group = order.Options.Group };
        var replacement = new LiveOrder(key, terms, kept, echo, order.Book) { Executed = order.Executed };
        var reference = _market.NextReference();
        Statistics.Replaced++;
        _live.Remove(order);
        _answers.Replace(replace.OriginalUserRef, replacement, terms.Quantity - order.Executed, reference);
        Trade(replacement, reference);
    }

    private static EnterOrder Replacement(in EnterOrder order, in ReplaceOrder replace, Side? side) =>
        order with
        {
            UserRef = replace.UserRef,
            Side = side ?? order.Side,
            Quantity = replace.Quantity,
            Price = replace.Price,
            TimeInForce = replace.TimeInForce,
            Display = replace.Display,
            InterMarketSweep = replace.InterMarketSweep,
            ClientOrderId = replace.ClientOrderId,
        };

    /// <summary>
    /// Another kind of sale, fewer shares, or both; the order keeps its place in time. More shares: all of it is ignored.
    /// </summary>
    private void Modify(OrderKey key, ModifyOrder modify)
    {
        var order = _live.Find(key);
        var open = order is null ? 0 : order.Executed + order.Resting.Shares;
        if (
            order is null
            || modify.Quantity > open
            || !CanBecome(order.Terms.Side, modify.Side)
            || (modify.Quantity == open && modify.Side == order.Terms.Side)
        )
        {
            Statistics.Ignored++;
            return;
        }

        var excess = Excess(order, modify.Quantity);
        if (excess == order.Resting.Shares)
        {
            _market.Cancel(order, excess, CancelReason.User);
            return;
        }

        Statistics.Modified++;
        order.Terms = order.Terms with { Side = modify.Side };
        if (excess > 0)
            order.Book.Reduce(order.Resting, excess);
        _answers.Modify(order, order.Resting.Shares);
    }

    /// <summary>Executes what can be executed; the rest is canceled or rests.</summary>
    private void Trade(LiveOrder order, ulong reference)
    {
        var left = order.Terms.Quantity - order.Executed;
        if (WhyNotTraded(order) is { } reason)
        {
            _market.CancelRest(order, left, reason);
            return;
        }

        // What a post-only order could still trade with is hidden, and does not show by that it moves the order.
        if (!order.Options.IsPostOnly)
            left = _market.Execute(order, left);
        if (left == 0)
            return;
        if (order.Terms.TimeInForce == TimeInForce.ImmediateOrCancel || OrderRules.IsMarket(order.Terms.Price))
            _market.CancelRest(order, left, CancelReason.ImmediateOrCancel);
        else
            Rest(order, left, reference);
    }

    /// <summary>Why an order neither trades nor rests; null: it does.</summary>
    private CancelReason? WhyNotTraded(LiveOrder order)
    {
        var (book, side, limit, minimum) = (order.Book, order.BookSide, order.Limit, order.Options.MinimumQuantity);
        if (_hours.AreOverFor(order.Terms.TimeInForce))
            return CancelReason.Closed;
        if (order.Options.IsPostOnly && Market.HasDisplayed(book, side, limit))
            return CancelReason.PostOnly;
        return minimum > 0 && Market.Available(book, side, limit, minimum) < minimum ? CancelReason.ImmediateOrCancel : null;
    }

    private void Rest(LiveOrder order, uint left, ulong reference)
    {
        const ulong Second = 1_000_000_000;
        order.Resting = order.Book.Add(reference, order.BookSide, left, order.Terms.Price, order.IsHidden)!.Value;
        order.ExpiresAt = order.Options.ExpireSeconds is > 0 and var seconds ? _answers.Now + seconds * Second : null;
        _live.Add(order);
    }

    private static bool CanBecome(Side side, Side other) => side == other || (OrderRules.IsSell(side) && OrderRules.IsSell(other));

    /// <summary>The shares that are left beyond a total.</summary>
    private static uint Excess(LiveOrder order, uint total)
    {
        var intended = total - Math.Min(total, order.Executed);
        return order.Resting.Shares - Math.Min(order.Resting.Shares, intended);
    }

    private bool IsNew(Account account, byte index, uint userRef)
    {
        var isNew = account.IsNew(index, userRef);
        if (!isNew)
            Statistics.Ignored++;
        return isNew;
    }

    /// <summary>
    /// The options of a message that no order rejection answers; false: they are not whole, or not valid, so that it is not known which
    /// orders are meant.
    /// </summary>
    private static bool TryReadOptions(ReadOnlySpan<byte> message, int lengthOffset, ulong allowed, out OrderOptions options)
    {
        options = default;
        if (!AreWhole(message, lengthOffset))
            return false;
        options = OrderOptions.Read(message, lengthOffset, allowed);
        return options.Fault is null;
    }

    private static bool AreWhole(ReadOnlySpan<byte> message, int lengthOffset, bool isRequired = false) =>
        Appendages.AreWhole(message, lengthOffset, isRequired);
}
