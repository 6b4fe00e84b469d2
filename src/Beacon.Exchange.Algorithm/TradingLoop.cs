using System.Diagnostics;
using System.Globalization;
using Beacon.Exchange.Books;
using Beacon.Exchange.Measuring;
using Beacon.Exchange.MoldUdp64;

namespace Beacon.Exchange.Algorithm;

/// <summary>
/// Receives, rebuilds the books, asks the strategy, sends: all on one thread, so that nothing waits in a queue between, and without
/// allocation.
/// </summary>
internal sealed class TradingLoop(AlgorithmOptions options, OrderGateway orders)
{
    private const int WarmUpOrders = 20;

    private const string Definitions =
        "Market data received, recovered and lost: each message of the feed is one of these. "
        + "Tick-to-trade is from t0, when the UDP receive returns, to t1, when the send of the order returns; "
        + "packet wait is the part of it in which earlier messages of the same packet were dealt with, or missing ones were waited for; "
        + "order-to-ack is from just before the send to the return of the TCP receive with the answer.";

    private readonly BookSet _books = new();
    private readonly Strategy _strategy = new();
    private readonly Latency _tickToTrade = new(WarmUpOrders);
    private readonly Latency _packetWait = new(WarmUpOrders);
    private bool _hasNotedEnd;

    /// <summary>Trades for as long as was asked, until a signal comes, or until the session with the engine is lost.</summary>
    public void Run(MarketDataFeed feed, StopSignal stop)
    {
        Say($"trading for {options.Duration.TotalSeconds:0.###} s: market data {options.Feed}, orders {options.Host}:{options.Port}");
        var end = Stopwatch.GetTimestamp() + (long)(options.Duration.TotalSeconds * Stopwatch.Frequency);
        var nextProgress = Stopwatch.GetTimestamp() + Stopwatch.Frequency;
        for (var now = 0L; now < end && !stop.HasCome && orders.Loss is null; )
        {
            now = feed.Receive();
            if (now < nextProgress)
                continue;
            nextProgress += Stopwatch.Frequency;
            ReportProgress(feed);
        }

        feed.Finish();
    }

    /// <summary>A message of the market data, in its order.</summary>
    public void OnMessage(ReadOnlySpan<byte> message, long receivedAt)
    {
        var turn = Stopwatch.GetTimestamp();
        var locate = _books.Apply(message);
        if (locate < 0 || _strategy.OnChange(locate, _books.BookOf((ushort)locate), receivedAt) is not { } order)
            return;

        var sent = orders.Send(order.Side, order.Shares, _books.SymbolOf((ushort)locate), order.Price);
        _tickToTrade.Record(receivedAt, sent);
        _packetWait.Record(receivedAt, turn);
    }

    /// <summary>Says what was measured, and how.</summary>
    public void Report(MoldCounts feed)
    {
        var outcomes = orders.Outcomes;
        Console.WriteLine(Definitions);
        var block = new StatisticsBlock()
            .Count("Market Data Received", feed.Received)
            .Count("Orders Sent", outcomes.Sent)
            .Count("Fills Received", outcomes.Fills)
            .Group("Market Data")
            .Count("Messages Recovered", feed.Recovered)
            .Count("Messages Lost", feed.Lost)
            .Count("Messages in All", feed.Total)
            .Count("Messages before Joining", feed.BeforeJoining)
            .Count("Packets Received", feed.Packets)
            .Count("Packets Late", feed.LatePackets)
            .Count("Malformed Packets", feed.MalformedPackets)
            .Count("Stray Packets", feed.StrayPackets)
            .Count("Gaps", feed.Gaps)
            .Count("Duplicates", feed.Duplicates)
            .Count("Requests Sent", feed.Requests)
            .Count("Malformed Messages", _books.Malformed)
            .Count("Unknown Orders", _books.UnknownReferences)
            .Group("Orders")
            .Count("Orders Accepted", outcomes.Accepted)
            .Count("Orders Rejected", outcomes.Rejected)
            .Count("Orders Canceled", outcomes.Canceled)
            .Count("Shares Filled", outcomes.SharesFilled)
            .Line("Fill Ratio", string.Create(CultureInfo.InvariantCulture, $"{outcomes.OrdersFilled:N0} / {outcomes.Sent:N0}"));
        _tickToTrade.AddTo(block, "Tick-to-Trade");
        _packetWait.AddTo(block, "Packet Wait");
        outcomes.OrderToAck.AddTo(block, "Order-to-Ack");
        Console.WriteLine(block);
    }

    private void ReportProgress(MarketDataFeed feed)
    {
        Say($"MD={feed.Counts.Received:N0} ORDERS={orders.Outcomes.Sent:N0} FILLS={orders.Outcomes.Fills:N0}");
        if (feed.HasEnded && !_hasNotedEnd)
            Say($"the market data session has ended; another may begin");
        _hasNotedEnd = feed.HasEnded;
    }

    private static void Say(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
