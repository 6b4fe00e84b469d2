using Beacon.Exchange.Books;
using Beacon.Exchange.Itch;

namespace Beacon.Exchange.Matching;

/// <summary>
/// Simulated participants that do in the engine's books what an ITCH 5.0 feed says others did: they add, reduce, replace and withdraw
/// orders there. A client trades with what they still show when its order comes. An execution in the feed trades with the clients' orders
/// that stand before the order that the feed names, and their new orders trade with clients that they meet.
/// </summary>
public sealed class FeedParticipants
{
    private const char StartOfMessages = 'O';

    private readonly Market _market;
    private readonly LiveOrders _live;
    private readonly MarketHours _hours;
    private readonly Dictionary<ulong, Mirror> _mirrors = [];

    internal FeedParticipants(Market market, LiveOrders live, MarketHours hours) => (_market, _live, _hours) = (market, live, hours);

    /// <summary>An order of the feed.</summary>
    /// <param name="Book">The engine's book of its symbol.</param>
    /// <param name="Reference">Its number there; it is no longer there once clients have taken all of it.</param>
    /// <param name="Side">Its side.</param>
    /// <param name="Price">Its price.</param>
    /// <param name="Shares">What the feed says is left of it.</param>
    private readonly record struct Mirror(OrderBook Book, ulong Reference, Side Side, ulong Price, uint Shares);

    /// <summary>Messages that named an order that is not known, such as those after a loss.</summary>
    public long UnknownReferences { get; private set; }

    /// <summary>Messages that were followed.</summary>
    public long Messages { get; private set; }

    /// <summary>Orders of the feed that are live.</summary>
    public int Orders => _mirrors.Count;

    /// <summary>
    /// Follows a message; others than those about orders, and than system events, have no effect. A new day withdraws all orders.
    /// </summary>
    public void Follow(ReadOnlySpan<byte> message)
    {
        if (!ItchTypes.IsWhole(message))
            return;
        Messages++;
        switch ((char)message[0])
        {
            case SystemEvent.Type:
                var code = SystemEvent.Read(message).Event;
                if (code == StartOfMessages)
                    WithdrawAll();
                _hours.Follow(code);
                break;
            case AddOrder.Type or AddOrderWithAttribution.Type:
                var add = AddOrder.Read(message);
                if (_market.HasRoomFor(add.Stock))
                    Add(add.Reference, _market.BookOf(add.Stock), add.Side, add.Shares, add.Price);
                break;
            case OrderExecuted.Type:
                var executed = OrderExecuted.Read(message);
                Execute(executed.Reference, executed.Shares);
                break;
            case OrderExecutedWithPrice.Type:
                var priced = OrderExecutedWithPrice.Read(message);
                Execute(priced.Reference, priced.Shares);
                break;
            case OrderCancel.Type:
                var cancel = OrderCancel.Read(message);
                Reduce(cancel.Reference, cancel.Cancelled);
                break;
            case OrderDelete.Type:
                Reduce(OrderDelete.Read(message).Reference, uint.MaxValue);
                break;
            case OrderReplace.Type:
                var replace = OrderReplace.Read(message);
                if (Reduce(replace.Original, uint.MaxValue) is { } replaced)
                    Add(replace.Reference, replaced.Book, replaced.Side, replace.Shares, replace.Price);
                break;
        }
    }

    /// <summary>An order that waits for a cross is known, but in no book: it trades with nobody here.</summary>
    private void Add(ulong feedReference, OrderBook book, Side side, uint shares, ulong price)
    {
        if (_mirrors.ContainsKey(feedReference))
            Reduce(feedReference, uint.MaxValue);
        var left = ItchPrice.IsTradable(price) ? MeetClients(book, side, shares, price) : 0;
        var reference = _market.NextReference();
        if (left > 0)
            book.Add(reference, side, left, price);
        _mirrors[feedReference] = new Mirror(book, reference, side, price, shares);
    }

    /// <summary>
    /// Trades with the clients' orders that a new order meets. Participants' orders in its way are outdated: they are withdrawn.
    /// </summary>
    private uint MeetClients(OrderBook book, Side side, uint left, ulong price)
    {
        while (left > 0 && Market.BestFor(book, side, price) is { First: var resting })
            if (_live.Find(resting) is { } client)
                left -= _market.ExecuteClient(client, left);
            else
                book.Remove(resting);
        return left;
    }

    /// <summary>Whoever executed the order in the feed would have met better orders, and earlier ones of its price, before.</summary>
    private void Execute(ulong feedReference, uint shares)
    {
        var left = shares;
        if (_mirrors.TryGetValue(feedReference, out var mirror) && ItchPrice.IsTradable(mirror.Price))
            while (left > 0 && FirstBefore(mirror) is { } client)
                left -= _market.ExecuteClient(client, left);
        Reduce(feedReference, shares);
    }

    /// <summary>Of an order that clients have taken, the place is behind all displayed ones of its price.</summary>
    private LiveOrder? FirstBefore(Mirror mirror) =>
        _live.FirstBefore(mirror.Book, mirror.Side, mirror.Price, mirror.Book.Find(mirror.Reference)?.Reference ?? ulong.MaxValue);

    private Mirror? Reduce(ulong feedReference, uint shares)
    {
        if (!_mirrors.TryGetValue(feedReference, out var mirror))
        {
            UnknownReferences++;
            return null;
        }

        var left = mirror.Shares - Math.Min(mirror.Shares, shares);
        if (mirror.Book.Find(mirror.Reference) is { } resting && resting.Shares > left)
            mirror.Book.Reduce(resting, resting.Shares - left);
        if (left == 0)
            _mirrors.Remove(feedReference);
        else
            _mirrors[feedReference] = mirror with { Shares = left };
        return mirror;
    }

    private void WithdrawAll()
    {
        foreach (var mirror in _mirrors.Values)
            if (mirror.Book.Find(mirror.Reference) is { } resting)
                mirror.Book.Remove(resting);
        _mirrors.Clear();
    }
}
