using Beacon.Exchange.Books;
using Beacon.Exchange.Ouch;

namespace Beacon.Exchange.Matching;

/// <summary>A client's order that rests in a book.</summary>
/// <param name="session">Whose it is.</param>
/// <param name="terms">As it was accepted, or as what it was replaced by.</param>
/// <param name="executed">Shares executed, by the orders that it replaces too.</param>
/// <param name="market">Where it rests.</param>
/// <param name="resting">Its place in the book; valid until it is filled or removed.</param>
internal sealed class LiveOrder(int session, EnterOrder terms, uint executed, Market market, Order resting)
{
    public int Session => session;

    public EnterOrder Terms { get; set; } = terms;

    public uint Executed { get; set; } = executed;

    public Market Market => market;

    public Order Resting => resting;

    /// <summary>Whoever a book's order belongs to is noted there so. Sessions count from 1, and 0 is the house.</summary>
    public static ulong OwnerOf(int session, uint userRef) => (ulong)(uint)session << 32 | userRef;
}

/// <summary>One symbol: its book, and the house in it.</summary>
internal sealed record Market(OrderBook Book, House? House);
