using Beacon.Exchange.Books;

namespace Beacon.Exchange.Algorithm;

/// <summary>
/// What to trade: the one class to replace by your own. This one takes a hundred shares of the best price of a book at every fiftieth
/// change of it, buying and selling in turn.
/// </summary>
internal sealed class Strategy
{
    private const int ChangesPerOrder = 50;
    private const uint Shares = 100;

    private readonly int[] _changes = new int[ushort.MaxValue + 1];

    /// <summary>A book has changed; returns the order to send, or null.</summary>
    /// <param name="locate">Which book.</param>
    /// <param name="book">The book.</param>
    public (Side Side, uint Shares, ulong Price)? OnChange(int locate, OrderBook book)
    {
        var change = ++_changes[locate];
        if (change % ChangesPerOrder != 0) return null;

        var side = change / ChangesPerOrder % 2 == 0 ? Side.Sell : Side.Buy;
        var best = side == Side.Buy ? book.BestAsk : book.BestBid;
        return best is null ? null : (side, Shares, best.Price);
    }
}
