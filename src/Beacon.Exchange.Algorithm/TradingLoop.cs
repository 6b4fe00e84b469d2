using System.Diagnostics;
using System.Globalization;
using Beacon.Exchange.Books;
using Beacon.Exchange.MoldUdp64;

namespace Beacon.Exchange.Algorithm;

/// <summary>
/// Receives, rebuilds the books, asks the strategy, sends: all on one thread, so that nothing waits in a queue between, and without
/// allocation.
/// </summary>
internal sealed class TradingLoop(AlgorithmOptions options, MarketDataFeed feed, OrderGateway orders)
{
    private const int WarmUpOrders = 20;

    private const string Definitions =
        "Tick-to-trade is from t0, when the UDP receive returns, to t1, when the send of the order returns; "
        + "packet wait is the part of it in which earlier messages of the same packet were dealt with; "
        + "order-to-ack is from just before the send to the return of the TCP receive with the answer.";

    private readonly BookSet _books = new();
    private readonly Strategy _strategy = new();
    private readonly Latency _tickToTrade = new(WarmUpOrders);
    private readonly Latency _packetWait = new(WarmUpOrders);
    private long _messages;
    private bool _hasNotedEnd;

    /// <summary>Trades for as long as was asked, until a signal comes, or until the session with the engine is lost.</summary>
    public void Run(StopSignal stop)
    {
        Say(
            $"trading for {options.Duration.TotalSeconds:0.###} s with market data from {options.Feed} and orders to {options.Host}:{options.Port}"
        );
        var end = Stopwatch.GetTimestamp() + (long)(options.Duration.TotalSeconds * Stopwatch.Frequency);
        var nextProgress = Stopwatch.GetTimestamp() + Stopwatch.Frequency;
        while (!stop.HasCome && orders.Loss is null)
        {
            var packet = feed.Receive(out var known);
            if (feed.ReceivedAt >= end)
                return;
            OnPacket(packet, known);
            if (feed.ReceivedAt < nextProgress)
                continue;
            nextProgress += Stopwatch.Frequency;
            ReportProgress();
        }
    }

    /// <summary>Says what was measured, and how.</summary>
    public void Report()
    {
        var outcomes = orders.Outcomes;
        var losses = feed.Losses;
        Console.WriteLine(Definitions);
        var block = new StatisticsBlock()
            .Count("Market Data Received", _messages)
            .Count("Orders Sent", outcomes.Sent)
            .Count("Fills Received", outcomes.Fills)
            .Group("Market Data")
            .Count("Packets Received", feed.Packets)
            .Count("Malformed Packets", feed.MalformedPackets)
            .Count("Gaps", losses.Gaps)
            .Count("Messages Lost", losses.Lost)
            .Count("Duplicates", losses.Duplicates)
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

    private void OnPacket(ReadOnlySpan<byte> packet, int known)
    {
        var blocks = new MoldBlocks(packet);
        for (var index = 0; blocks.MoveNext(); index++)
        {
            if (index < known)
                continue;
            var turn = index == 0 ? feed.ReceivedAt : Stopwatch.GetTimestamp();
            _messages++;
            var locate = _books.Apply(blocks.Current);
            if (locate < 0 || _strategy.OnChange(locate, _books.BookOf((ushort)locate), feed.ReceivedAt) is not { } order)
                continue;

            var sent = orders.Send(order.Side, order.Shares, _books.SymbolOf((ushort)locate), order.Price);
            _tickToTrade.Record(feed.ReceivedAt, sent);
            _packetWait.Record(feed.ReceivedAt, turn);
        }
    }

    private void ReportProgress()
    {
        Say($"MD={_messages:N0} ORDERS={orders.Outcomes.Sent:N0} FILLS={orders.Outcomes.Fills:N0}");
        if (feed.HasEnded && !_hasNotedEnd)
            Say($"the market data session has ended; another may begin");
        _hasNotedEnd = feed.HasEnded;
    }

    private static void Say(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
