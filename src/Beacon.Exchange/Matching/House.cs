using Beacon.Exchange.Books;
using Beacon.Exchange.Ouch;

namespace Beacon.Exchange.Matching;

/// <summary>The house's quotes in one book. They never cross a client's order, and at the same price they stand behind those that were there.</summary>
/// <param name="book">The book.</param>
/// <param name="liquidity">How much it quotes.</param>
internal sealed class House(OrderBook book, HouseLiquidity liquidity)
{
    /// <summary>The owner of the house's orders: nobody's session.</summary>
    public const ulong Owner = 0;

    private const ulong Cent = 100;

    private readonly ulong[] _bids = new ulong[liquidity.Levels];
    private readonly ulong[] _asks = new ulong[liquidity.Levels];
    private ulong _bestBid;
    private ulong _bestAsk;

    /// <summary>Moves the quotes so that an immediate order finds its price; the first order of all shows where the book is.</summary>
    public void Meet(in EnterOrder order, ref ulong nextReference)
    {
        var isImmediate = order.TimeInForce == TimeInForce.ImmediateOrCancel;
        if (!isImmediate && _bestAsk != 0)
            return;
        _bestBid = order.Price - (isImmediate && order.Side != Side.Buy ? 0 : Math.Min(Cent, order.Price));
        _bestAsk = order.Price + (isImmediate && order.Side == Side.Buy ? 0 : Cent);
        Quote(ref nextReference);
    }

    /// <summary>Fills up what was taken, and moves what stands elsewhere.</summary>
    public void Quote(ref ulong nextReference)
    {
        for (var level = 0; level < liquidity.Levels; level++)
        {
            Withdraw(ref _bids[level], BidAt(level));
            Withdraw(ref _asks[level], AskAt(level));
        }

        for (var level = 0; level < liquidity.Levels; level++)
        {
            Add(ref _bids[level], Side.Buy, BidAt(level), ref nextReference);
            Add(ref _asks[level], Side.Sell, AskAt(level), ref nextReference);
        }
    }

    /// <summary>0: there is no such price.</summary>
    private ulong BidAt(int level) => _bestBid - Math.Min((ulong)level * Cent, _bestBid);

    private ulong AskAt(int level) => _bestAsk + (ulong)level * Cent;

    private void Withdraw(ref ulong quote, ulong price)
    {
        if (quote == 0 || (book.Find(quote) is { } standing && standing.Price == price && standing.Shares == liquidity.Shares))
            return;
        if (book.Find(quote) is { } stale)
            book.Remove(stale);
        quote = 0;
    }

    private void Add(ref ulong quote, Side side, ulong price, ref ulong nextReference)
    {
        if (quote != 0 || price == 0)
            return;
        if (side == Side.Buy ? book.BestAsk?.Price <= price : book.BestBid?.Price >= price)
            return;
        quote = nextReference++;
        book.Add(quote, side, liquidity.Shares, price, Owner);
    }
}
