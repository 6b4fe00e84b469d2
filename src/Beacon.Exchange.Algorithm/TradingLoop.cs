using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Beacon.Exchange.Books;
using Beacon.Exchange.MoldUdp64;
using HdrHistogram;

namespace Beacon.Exchange.Algorithm;

/// <summary>Receives, rebuilds the books, asks the strategy, sends: all on one thread, so that nothing waits in a queue between.</summary>
internal sealed class TradingLoop : IDisposable
{
    private const int WarmUpOrders = 20;
    private static readonly TimeSpan ProgressInterval = TimeSpan.FromSeconds(1);

    private readonly AlgorithmOptions _options;
    private readonly OrderGateway _orders;
    private readonly MarketDataFeed _feed;
    private readonly BookSet _books = new();
    private readonly Strategy _strategy = new();
    private readonly LongHistogram _tickToTrade = new(TimeSpan.NanosecondsPerTick * TimeSpan.TicksPerMinute, 3);
    private readonly PosixSignalRegistration[] _signals;
    private volatile bool _stopped;
    private long _messages;

    private TradingLoop(AlgorithmOptions options)
    {
        _options = options;
        _signals = [Own(PosixSignal.SIGTERM), Own(PosixSignal.SIGINT)];
        _orders = OrderGateway.Connect(options);
        _feed = new MarketDataFeed(options);
    }

    /// <summary>Trades for as long as was asked; returns the exit code.</summary>
    public static int Run(AlgorithmOptions options)
    {
        Console.OutputEncoding = Encoding.UTF8;
        using var loop = new TradingLoop(options);
        var isLost = loop.Trade();
        loop.PrintStatistics();
        if (isLost) Console.Error.WriteLine("algo_template: the matching engine closed the connection");
        return isLost ? 1 : 0;
    }

    public void Dispose()
    {
        foreach (var signal in _signals) signal.Dispose();
        _feed.Dispose();
        _orders.Dispose();
    }

    private bool Trade()
    {
        Say($"trading for {_options.Duration.TotalSeconds:0.###} s: market data from {_options.Feed}, orders to {_options.Host}:{_options.Port}");
        var clock = Stopwatch.StartNew();
        var nextProgress = ProgressInterval;
        while (!_stopped && clock.Elapsed < _options.Duration)
        {
            if (_orders.IsLost) return true;
            OnPacket(_feed.Receive(out var known), known);
            if (clock.Elapsed < nextProgress) continue;
            Say($"MD={_messages:N0} ORDERS={_orders.Sent:N0} FILLS={_orders.Fills:N0}");
            nextProgress += ProgressInterval;
        }

        return false;
    }

    private void OnPacket(ReadOnlySpan<byte> packet, int known)
    {
        var blocks = new MoldBlocks(packet);
        for (var index = 0; blocks.MoveNext(); index++)
        {
            if (index < known) continue;
            _messages++;
            var locate = _books.Apply(blocks.Current);
            if (locate < 0 || _strategy.OnChange(locate, _books.BookOf((ushort)locate)) is not { } order) continue;

            var sent = _orders.Send(order.Side, order.Shares, _books.SymbolOf((ushort)locate), order.Price);
            if (_orders.Sent > WarmUpOrders) _tickToTrade.RecordValue((long)Stopwatch.GetElapsedTime(_feed.ReceivedAt, sent).TotalNanoseconds);
        }
    }

    private void PrintStatistics()
    {
        Say($"tick-to-trade runs from t0, the return of the UDP receive, to t1, the return of the send of the order; the first {WarmUpOrders} orders are left out");
        var block = new StatisticsBlock()
            .Count("Market Data Received", _messages)
            .Count("Orders Sent", _orders.Sent)
            .Count("Fills Received", _orders.Fills)
            .Group("Market Data")
            .Count("Packets Received", _feed.Packets)
            .Count("Gaps", _feed.Gaps.Gaps)
            .Count("Messages Lost", (long)_feed.Gaps.Lost)
            .Count("Duplicates", (long)_feed.Gaps.Duplicates)
            .Count("Unknown Orders", _books.UnknownReferences)
            .Group("Orders")
            .Count("Accepted", _orders.Accepted)
            .Count("Rejected", _orders.Rejected)
            .Count("Canceled", _orders.Canceled)
            .Count("Shares Filled", _orders.SharesFilled);
        AddLatency(block, "Tick-to-Trade", _tickToTrade);
        AddLatency(block, "Order-to-Ack", _orders.OrderToAck);
        Console.WriteLine(block);
    }

    private static void AddLatency(StatisticsBlock block, string heading, LongHistogram latency)
    {
        block.Group(heading).Count("Samples", latency.TotalCount);
        if (latency.TotalCount == 0) return;
        static double Microseconds(double nanoseconds) => nanoseconds / 1000;
        block.Measure("Min", Microseconds(latency.GetValueAtPercentile(0)), "µs").Measure("Mean", Microseconds(latency.GetMean()), "µs");
        foreach (var percentile in new[] { 50, 95, 99, 99.9 })
            block.Measure(string.Create(CultureInfo.InvariantCulture, $"P{percentile}"), Microseconds(latency.GetValueAtPercentile(percentile)), "µs");
        block.Measure("Max", Microseconds(latency.GetMaxValue()), "µs");
    }

    private PosixSignalRegistration Own(PosixSignal signal) => PosixSignalRegistration.Create(signal, context =>
    {
        context.Cancel = true;
        _stopped = true;
    });

    private static void Say(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
