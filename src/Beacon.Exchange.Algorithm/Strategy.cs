using System.Diagnostics;
using Beacon.Exchange.Books;
using Beacon.Exchange.Itch;

namespace Beacon.Exchange.Algorithm;

/// <summary>
/// What to trade: the one class to replace by your own. This one counts how often the best bid or offer of a book changes and at every
/// second change takes a hundred shares, buying at the offer and selling at the bid in turn, at most a thousand times a second.
/// </summary>
internal sealed class Strategy
{
    private const int ChangesPerOrder = 2;
    private const uint Shares = 100;
    private const int MaximumOrdersPerSecond = 1000;

    private static readonly long OrderInterval = Stopwatch.Frequency / MaximumOrdersPerSecond;

    private readonly Top[] _tops = new Top[ushort.MaxValue + 1];
    private long _nextOrderAt;

    private struct Top
    {
        public ulong Bid;
        public ulong Ask;
        public int Changes;
    }

    /// <summary>
    /// A book has changed. Called for every change, on the thread that receives and sends: what it costs, the order pays.
    /// </summary>
    /// <param name="locate">Which book: its locate number in the feed.</param>
    /// <param name="book">The book.</param>
    /// <param name="now">When the packet came, in ticks of <see cref="Stopwatch"/>.</param>
    /// <returns>An order to send, immediate or cancel; null: none.</returns>
    public (Side Side, uint Shares, ulong Price)? OnChange(int locate, OrderBook book, long now)
    {
        ref var top = ref _tops[locate];
        var (bid, ask) = (book.BestBid?.Price ?? 0, book.BestAsk?.Price ?? 0);
        if (bid == top.Bid && ask == top.Ask)
            return null;
        (top.Bid, top.Ask) = (bid, ask);

        if (++top.Changes % ChangesPerOrder != 0 || !ItchPrice.IsTradable(bid) || !ItchPrice.IsTradable(ask) || now < _nextOrderAt)
            return null;
        _nextOrderAt = now + OrderInterval;
        var isBuy = top.Changes / ChangesPerOrder % 2 == 0;
        return isBuy ? (Side.Buy, Shares, ask) : (Side.Sell, Shares, bid);
    }
}
