using Beacon.Exchange.Books;

namespace Beacon.Exchange.Matching;

/// <summary>
/// Quotes both sides of one book around the last order that came: five prices a cent apart on either side, a thousand shares each,
/// the nearest on the other side at the order's own price. Quotes are made anew where a new order finds none.
/// </summary>
/// <param name="book">The book.</param>
public sealed class House(OrderBook book)
{
    /// <summary>The owner of the house's orders: nobody's session.</summary>
    public const ulong Owner = 0;

    /// <summary>In words, for whoever starts the engine.</summary>
    public const string Description = "5 prices a cent apart on either side of the last order, 1,000 shares each";

    private const int Levels = 5;
    private const uint Shares = 1000;
    private const ulong Cent = 100;

    private readonly List<ulong> _quotes = [];

    /// <summary>Quotes around an order that comes, where it would find nobody.</summary>
    internal void Quote(Side incoming, ulong price, ref ulong nextReference)
    {
        var best = incoming == Side.Buy ? book.BestAsk : book.BestBid;
        if (best is not null && (incoming == Side.Buy ? best.Price <= price : best.Price >= price)) return;

        foreach (var quote in _quotes)
            if (book.Find(quote) is { } stale) book.Remove(stale);
        _quotes.Clear();
        for (ulong level = 0; level < Levels; level++)
        {
            Add(Side.Sell, incoming == Side.Buy ? price + level * Cent : price + (level + 1) * Cent, ref nextReference);
            var distance = (incoming == Side.Buy ? level + 1 : level) * Cent;
            if (price > distance) Add(Side.Buy, price - distance, ref nextReference);
        }
    }

    private void Add(Side side, ulong price, ref ulong nextReference)
    {
        // A resting order of somebody else's comes first: the house does not cross it.
        if (side == Side.Buy ? book.BestAsk?.Price <= price : book.BestBid?.Price >= price) return;
        book.Add(nextReference, side, Shares, price, Owner);
        _quotes.Add(nextReference++);
    }
}
