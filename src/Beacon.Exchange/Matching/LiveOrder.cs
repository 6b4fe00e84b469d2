using Beacon.Exchange.Books;
using Beacon.Exchange.Ouch;

namespace Beacon.Exchange.Matching;

/// <summary>An order as its client names it.</summary>
/// <param name="Account">The account, from 1.</param>
/// <param name="UserRefIndex">Which of the account's sequences of numbers.</param>
/// <param name="UserRef">The number.</param>
internal readonly record struct OrderKey(int Account, byte UserRefIndex, uint UserRef);

/// <summary>A client's order, from its acceptance until it is filled or canceled.</summary>
/// <param name="key">Whose it is.</param>
/// <param name="terms">As it was accepted, or as what it was replaced by.</param>
/// <param name="options">Its options.</param>
/// <param name="echo">The options as they came, which the answers repeat; empty: there were none.</param>
/// <param name="book">The book of its symbol.</param>
internal sealed class LiveOrder(OrderKey key, EnterOrder terms, OrderOptions options, byte[] echo, OrderBook book)
{
    public OrderKey Key => key;

    public EnterOrder Terms { get; set; } = terms;

    public OrderOptions Options => options;

    public byte[] Echo => echo;

    public OrderBook Book => book;

    /// <summary>Shares executed, by the orders that it replaces too.</summary>
    public uint Executed { get; set; }

    /// <summary>Its place in the book, as long as it rests there.</summary>
    public Order Resting { get; set; }

    /// <summary>When it expires, in nanoseconds since midnight; null: not today.</summary>
    public ulong? ExpiresAt { get; set; }

    /// <summary>The side of the book that it belongs to.</summary>
    public Side BookSide => Terms.Side == Side.Buy ? Side.Buy : Side.Sell;

    public bool IsHidden => Terms.Display == 'N';

    /// <summary>The worst price that it trades at.</summary>
    public ulong Limit => OrderRules.LimitOf(BookSide, Terms.Price);

    /// <summary>Its place among its account's orders of its symbol, as long as it rests.</summary>
    public LinkedListNode<LiveOrder>? Place { get; set; }
}
