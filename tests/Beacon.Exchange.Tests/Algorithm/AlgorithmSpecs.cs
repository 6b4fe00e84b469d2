using System.Globalization;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Beacon.Exchange.Itch;
using Beacon.Exchange.Tests.MatchingEngine;

namespace Beacon.Exchange.Tests.Algorithm;

public class AlgorithmSpecs
{
    [Fact]
    public async Task It_trades_for_its_time_and_tells_what_it_measured()
    {
        using var feed = new Feed();
        using var engine = await EngineProcess.StartWithFeed($"{feed.Group}:{feed.Port}");
        using var algorithm = Start(feed, engine.Port, "3");
        await algorithm.Line("trading for 3 s");

        var exit = algorithm.Exit();
        await feed.SendUntil(exit);

        Assert.Equal(0, await exit);
        var statistics = algorithm.Statistics();
        Assert.InRange(Number(statistics["Market Data Received"]), 1000, double.MaxValue);
        Assert.InRange(Number(statistics["Orders Sent"]), 21, double.MaxValue);
        Assert.InRange(Number(statistics["Fills Received"]), 1, double.MaxValue);
        Assert.Equal(statistics["Orders Sent"], statistics["Orders/Orders Accepted"]);
        Assert.EndsWith($" / {statistics["Orders Sent"]}", statistics["Orders/Fill Ratio"]);
        Assert.Equal(Number(statistics["Orders Sent"]) - 20, Number(statistics["Tick-to-Trade/Samples"]));
        Assert.Equal("20", statistics["Tick-to-Trade/Warm-Up Dropped"]);
        Assert.Equal("0", statistics["Market Data/Unknown Orders"]);
        foreach (var group in new[] { "Tick-to-Trade", "Order-to-Ack" })
            AssertRising(group, statistics);
        Assert.Contains(
            algorithm.Lines(),
            line =>
                line.StartsWith("MD=", StringComparison.Ordinal)
                && line.Contains(" ORDERS=", StringComparison.Ordinal)
                && line.Contains(" FILLS=", StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData(RunningProgram.SigTerm)]
    [InlineData(RunningProgram.SigInt)]
    public async Task A_signal_ends_it_early_with_its_statistics(int signal)
    {
        using var engine = await EngineProcess.Start();
        using var feed = new Feed();
        using var algorithm = Start(feed, engine.Port, "600");
        await algorithm.Line("trading for 600 s");

        algorithm.Signal(signal);

        Assert.Equal(0, await algorithm.Exit());
        Assert.Equal("0", algorithm.Statistics()["Orders Sent"]);
        await engine.Program.Line("session 1 ended: logout");
    }

    [Fact]
    public async Task What_is_lost_and_what_comes_twice_is_counted()
    {
        using var engine = await EngineProcess.Start();
        using var feed = new Feed();
        using var algorithm = Start(feed, engine.Port, "600");
        await algorithm.Line("trading for");

        var sent = feed.SendPacket();
        var lost = feed.SendPacket(copies: 0);
        sent += feed.SendPacket(copies: 2);
        var lostAtEnd = feed.SendPacket(copies: 0);
        feed.SendHeartbeat();
        feed.Send("short"u8);
        sent += feed.SendPacket();
        await algorithm.Line($"MD={sent} ");
        algorithm.Signal(RunningProgram.SigTerm);

        Assert.Equal(0, await algorithm.Exit());
        var statistics = algorithm.Statistics();
        Assert.Equal("2", statistics["Market Data/Gaps"]);
        Assert.Equal($"{lost + lostAtEnd}", statistics["Market Data/Messages Lost"]);
        Assert.Equal("30", statistics["Market Data/Duplicates"]);
        Assert.Equal("5", statistics["Market Data/Packets Received"]);
        Assert.Equal("1", statistics["Market Data/Malformed Packets"]);
    }

    [Fact]
    public async Task Packets_that_are_reordered_lose_nothing_and_give_nothing_twice()
    {
        using var engine = await EngineProcess.Start();
        using var feed = new Feed();
        using var algorithm = Start(feed, engine.Port, "600", "--patience", "60000");
        await algorithm.Line("trading for");

        for (var pair = 0; pair < 30; pair++)
        {
            var (first, second) = (feed.TakePacket(), feed.TakePacket());
            feed.Send(second);
            feed.Send(first);
        }

        await algorithm.Line("MD=1,800 ");
        algorithm.Signal(RunningProgram.SigTerm);

        Assert.Equal(0, await algorithm.Exit());
        var statistics = algorithm.Statistics();
        foreach (var none in new[] { "Messages Lost", "Messages Recovered", "Duplicates", "Unknown Orders", "Malformed Packets" })
            Assert.Equal((none, "0"), (none, statistics[$"Market Data/{none}"]));
        Assert.Equal("30", statistics["Market Data/Packets Late"]);
    }

    [Fact]
    public async Task Missed_messages_are_asked_for_at_an_address_of_either_version_of_IP()
    {
        foreach (var local in Loopbacks())
        {
            using var engine = await EngineProcess.Start();
            using var feed = new Feed();
            using var server = new Socket(local.AddressFamily, SocketType.Dgram, ProtocolType.Udp) { ReceiveTimeout = 30_000 };
            server.Bind(new IPEndPoint(local, 0));
            using var algorithm = Start(feed, engine.Port, "600", "--patience", "60000", "--recovery", $"{server.LocalEndPoint}");
            await algorithm.Line("trading for");

            feed.SendPacket();
            var missed = feed.TakePacket();
            feed.SendPacket();
            EndPoint from = new IPEndPoint(local, 0);
            Assert.Equal(20, server.ReceiveFrom(new byte[100], ref from));
            server.SendTo(missed, from);
            await algorithm.Line($"MD={2 * Feed.MessagesPerPacket} ");
            algorithm.Signal(RunningProgram.SigTerm);

            Assert.Equal(0, await algorithm.Exit());
            Assert.Equal($"{Feed.MessagesPerPacket}", algorithm.Statistics()["Market Data/Messages Recovered"]);
        }
    }

    [Fact]
    public async Task A_price_that_waits_for_a_cross_is_no_offer_to_trade_with()
    {
        using var feed = new Feed();
        using var engine = await EngineProcess.Start();
        using var algorithm = Start(feed, engine.Port, "600");
        await algorithm.Line("trading for");

        var sent = feed.SendMessages(AuctionOrders());
        await algorithm.Line($"MD={sent} ");
        algorithm.Signal(RunningProgram.SigTerm);

        Assert.Equal(0, await algorithm.Exit());
        Assert.Equal("0", algorithm.Statistics()["Orders Sent"]);
    }

    /// <summary>The addresses of the loopback interface: containers often have none of IPv6.</summary>
    private static List<IPAddress> Loopbacks() =>
        [
            .. NetworkInterface
                .GetAllNetworkInterfaces()
                .SelectMany(network => network.GetIPProperties().UnicastAddresses)
                .Select(unicast => unicast.Address)
                .Where(address => address.Equals(IPAddress.Loopback) || address.Equals(IPAddress.IPv6Loopback)),
        ];

    /// <summary>Bids that change behind an offer at 200,000.0000 dollars, 0x77359400.</summary>
    private static IEnumerable<byte[]> AuctionOrders()
    {
        yield return Order(1, Side.Sell, 0x77359400);
        for (var reference = 2u; reference < 20; reference++)
            yield return Order(reference, Side.Buy, reference * 10_000);

        static byte[] Order(uint reference, Side side, uint price)
        {
            var message = new byte[AddOrder.Size];
            new AddOrder(new ItchHeader(1, 0, 0), reference, side, 100, Symbol.Parse("AAPL"), price).Write(message);
            return message;
        }
    }

    [Fact]
    public async Task A_packet_with_fewer_blocks_than_its_header_counts_is_malformed_and_the_rest_is_lost()
    {
        using var engine = await EngineProcess.Start();
        using var feed = new Feed();
        using var algorithm = Start(feed, engine.Port, "600");
        await algorithm.Line("trading for");

        var whole = feed.TakePacket();
        feed.Send(whole.AsSpan(0, whole.Length - 1));
        var sent = feed.SendPacket();
        await algorithm.Line($"MD={sent + Feed.MessagesPerPacket - 1} ");
        algorithm.Signal(RunningProgram.SigTerm);

        Assert.Equal(0, await algorithm.Exit());
        Assert.Equal("1", algorithm.Statistics()["Market Data/Malformed Packets"]);
        Assert.Equal("1", algorithm.Statistics()["Market Data/Messages Lost"]);
        Assert.Equal("60", algorithm.Statistics()["Market Data/Messages in All"]);
    }

    [Fact]
    public async Task A_second_run_of_the_same_user_goes_on_with_the_numbers_of_the_first()
    {
        using var feed = new Feed();
        using var engine = await EngineProcess.StartWithFeed($"{feed.Group}:{feed.Port}");
        for (var run = 0; run < 2; run++)
        {
            using var algorithm = Start(feed, engine.Port, "1");
            await algorithm.Line("trading for");
            var exit = algorithm.Exit();
            await feed.SendUntil(exit);

            Assert.Equal(0, await exit);
            Assert.NotEqual("0", algorithm.Statistics()["Orders Sent"]);
            Assert.Equal(algorithm.Statistics()["Orders Sent"], algorithm.Statistics()["Orders/Orders Accepted"]);
        }
    }

    [Fact]
    public async Task A_password_that_is_wrong_is_named()
    {
        using var engine = await EngineProcess.Start("--users", "beacon:secret");
        using var feed = new Feed();
        using var algorithm = Start(feed, engine.Port, "5");

        Assert.Equal(1, await algorithm.Exit());
        Assert.Contains("rejected the login of user \"beacon\": NotAuthorized", algorithm.Errors);
    }

    [Fact]
    public async Task The_end_of_the_market_data_session_is_noted_and_another_may_begin()
    {
        using var engine = await EngineProcess.Start();
        using var feed = new Feed();
        using var algorithm = Start(feed, engine.Port, "600");
        await algorithm.Line("trading for");

        var sent = feed.SendPacket() + feed.SendPacket();
        feed.EndSession(next: "SECOND");
        await algorithm.Line("the market data session has ended");
        sent += feed.SendPacket();
        await algorithm.Line($"MD={sent} ");
        algorithm.Signal(RunningProgram.SigTerm);

        Assert.Equal(0, await algorithm.Exit());
        Assert.Equal("0", algorithm.Statistics()["Market Data/Gaps"]);
        Assert.Equal("0", algorithm.Statistics()["Market Data/Duplicates"]);
    }

    [Fact]
    public async Task An_engine_that_ends_the_session_ends_it_with_its_statistics_and_the_reason()
    {
        using var engine = await EngineProcess.Start();
        using var feed = new Feed();
        using var algorithm = Start(feed, engine.Port, "600");
        await algorithm.Line("trading for");

        engine.Program.Signal(RunningProgram.SigTerm);

        Assert.Equal(1, await algorithm.Exit());
        Assert.Equal(0, await engine.Program.Exit());
        Assert.Contains("the matching engine ended the session", algorithm.Errors);
        Assert.Equal("0", algorithm.Statistics()["Market Data Received"]);
    }

    [Fact]
    public async Task A_receive_buffer_that_the_kernel_does_not_allow_is_named_and_so_is_the_way_out()
    {
        using var engine = await EngineProcess.Start();
        using var feed = new Feed();
        using var algorithm = Start(feed, engine.Port, "600", "--receive-buffer", $"{int.MaxValue}");

        Assert.EndsWith("not 2,147,483,647: raise net.core.rmem_max", await algorithm.Line("the kernel holds"));
        await algorithm.Line("trading for");
        algorithm.Signal(RunningProgram.SigTerm);
        Assert.Equal(0, await algorithm.Exit());
    }

    [Fact]
    public async Task An_engine_that_is_not_there_is_named()
    {
        using var feed = new Feed();
        using var algorithm = Start(feed, enginePort: 1, "5");

        Assert.Equal(1, await algorithm.Exit());
        Assert.Contains("can't connect to the matching engine at 127.0.0.1:1 within 3 s", algorithm.Errors);
    }

    [Theory]
    [InlineData("", "MCAST_ADDR")]
    [InlineData("127.0.0.1 12345 127.0.0.1 9000 5", "MCAST_ADDR \"127.0.0.1\"")]
    [InlineData("239.255.0.1 0 127.0.0.1 9000 5", "MCAST_PORT \"0\"")]
    [InlineData("239.255.0.1 12345 127.0.0.1 ninety 5", "PORT \"ninety\"")]
    [InlineData("239.255.0.1 12345 127.0.0.1 9000 0", "SECONDS \"0\"")]
    [InlineData("239.255.0.1 12345 127.0.0.1 9000 5s", "SECONDS \"5s\"")]
    [InlineData("--recovery here 239.255.0.1 12345 127.0.0.1 9000 5", "--recovery \"here\"")]
    [InlineData("--user toolong 239.255.0.1 12345 127.0.0.1 9000 5", "--user \"toolong\"")]
    [InlineData("--interface ::1 239.255.0.1 12345 127.0.0.1 9000 5", "--interface \"::1\" is no IPv4 address")]
    [InlineData("--interface lo 239.255.0.1 12345 127.0.0.1 9000 5", "--interface \"lo\"")]
    public async Task A_wrong_argument_is_named_and_so_is_the_way_out(string arguments, string named)
    {
        using var algorithm = RunningProgram.Start(Programs.Algorithm, arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal(2, await algorithm.Exit());
        Assert.Contains(named, algorithm.Errors);
        Assert.Contains("usage: algo_template", algorithm.Errors);
    }

    private static RunningProgram Start(Feed feed, int enginePort, string seconds, params string[] options) =>
        RunningProgram.Start(Programs.Algorithm, [.. options, feed.Group, feed.Port, "127.0.0.1", $"{enginePort}", seconds]);

    private static void AssertRising(string group, Dictionary<string, string> statistics)
    {
        var values = new[] { "Min", "P50", "P95", "P99", "P99.9", "Max" }.Select(name => statistics[$"{group}/{name}"]).ToList();
        Assert.All(values, value => Assert.EndsWith(" µs", value));
        var numbers = values.ConvertAll(value => Number(value[..^" µs".Length]));
        Assert.True(numbers[0] > 0);
        Assert.Equal(numbers.Order(), numbers);
    }

    private static double Number(string text) => double.Parse(text, NumberStyles.Number, CultureInfo.InvariantCulture);
}

/// <summary>Beside the others, since it takes as long as the algorithm's patience.</summary>
public class SilentEngineSpecs
{
    private const int SigStop = 19;

    [Fact]
    public async Task An_engine_that_is_silent_for_fifteen_seconds_ends_it_with_its_statistics_and_the_reason()
    {
        using var engine = await EngineProcess.Start();
        using var feed = new Feed();
        using var algorithm = RunningProgram.Start(Programs.Algorithm, feed.Group, feed.Port, "127.0.0.1", $"{engine.Port}", "600");
        await algorithm.Line("trading for");

        engine.Program.Signal(SigStop);

        Assert.Equal(1, await algorithm.Exit());
        Assert.Contains("nothing was heard from the matching engine for 15 s", algorithm.Errors);
        Assert.Equal("0", algorithm.Statistics()["Orders Sent"]);
    }
}
