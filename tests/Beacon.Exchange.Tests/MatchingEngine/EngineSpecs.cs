using Beacon.Exchange.Ouch;
using Beacon.Exchange.SoupBinTcp;

namespace Beacon.Exchange.Tests.MatchingEngine;

public class EngineSpecs
{
    [Fact]
    public async Task A_client_logs_in_is_filled_cancels_and_logs_out()
    {
        using var engine = await EngineProcess.Start("--session", "TODAY");
        using var client = new OuchClient(engine.Port);
        using var seller = engine.Client("seller");
        seller.Enter(1, Side.Sell, 1000, 10.00m);
        seller.ExpectAccepted();

        Assert.Equal(new LoginAccepted("TODAY", 1), client.LogIn());

        client.Enter(1, Side.Buy, 100, 10.00m, TimeInForce.ImmediateOrCancel);
        Assert.Equal(OuchClient.OrderOf(1, Side.Buy, 100, 10.00m, TimeInForce.ImmediateOrCancel), client.ExpectAccepted().Order);
        Assert.Equal(
            (1u, 100u, 100_000ul, 'R'),
            client.ExpectExecuted() is var fill ? (fill.UserRef, fill.Quantity, fill.Price, fill.Liquidity) : default
        );

        client.Enter(2, Side.Buy, 100, 5.00m);
        Assert.Equal(2u, client.ExpectAccepted().Order.UserRef);
        client.Cancel(2, 0);
        Assert.Equal((2u, 100u), client.ExpectCanceled() is var canceled ? (canceled.UserRef, canceled.Decrement) : default);

        client.Enter(3, Side.Buy, 0, 10.00m);
        Assert.Equal(RejectReason.InvalidQuantity, client.ExpectRejected().Reason);

        client.Send(SoupType.Logout, []);
        client.ExpectClosed();
        await engine.Program.Line("session 1 ended: logout");
    }

    [Fact]
    public async Task Two_sessions_trade_with_each_other()
    {
        using var engine = await EngineProcess.Start();
        using var seller = engine.Client();
        using var buyer = engine.Client();

        seller.Enter(1, Side.Sell, 100, 10.00m);
        seller.ExpectAccepted();
        buyer.Enter(1, Side.Buy, 60, 10.10m);
        buyer.ExpectAccepted();

        var (bought, sold) = (buyer.ExpectExecuted(), seller.ExpectExecuted());
        Assert.Equal((60u, 100_000ul, 'R'), (bought.Quantity, bought.Price, bought.Liquidity));
        Assert.Equal((60u, 100_000ul, 'A'), (sold.Quantity, sold.Price, sold.Liquidity));
        Assert.Equal(bought.Match, sold.Match);
    }

    [Fact]
    public async Task An_idle_client_hears_heartbeats()
    {
        using var engine = await EngineProcess.Start();
        using var client = engine.Client();

        client.Expect(SoupType.ServerHeartbeat);
        client.Expect(SoupType.ServerHeartbeat);
    }

    [Fact]
    public async Task A_session_that_is_not_there_is_not_available()
    {
        using var engine = await EngineProcess.Start();
        using var client = new OuchClient(engine.Port);

        client.SendLogin(session: "YESTERDAY");

        Assert.Equal("S"u8, client.Expect(SoupType.LoginRejected));
        client.ExpectClosed();
    }

    [Theory]
    [InlineData(RunningProgram.SigTerm)]
    [InlineData(RunningProgram.SigInt)]
    public async Task A_signal_ends_the_day_and_the_sessions_and_prints_the_statistics(int signal)
    {
        using var engine = await EngineProcess.Start();
        using var client = engine.Client();
        client.Enter(1, Side.Sell, 1500, 10.00m);
        client.ExpectAccepted();
        client.Enter(2, Side.Buy, 2000, 10.00m, TimeInForce.ImmediateOrCancel);
        client.ExpectAccepted();
        client.ExpectExecuted();
        client.ExpectExecuted();
        client.ExpectCanceled();

        engine.Program.Signal(signal);

        Assert.Equal((byte)SystemEvent.EndOfDay, client.ExpectMessage(SystemEvent.Type)[9]);
        client.Expect(SoupType.EndOfSession);
        client.Dispose();
        Assert.Equal(0, await engine.Program.Exit());
        var statistics = engine.Program.Statistics();
        Assert.Equal("1", statistics["Sessions"]);
        Assert.Equal("2", statistics["Orders Received"]);
        Assert.Equal("2", statistics["Orders Accepted"]);
        Assert.Equal("1", statistics["Executions"]);
        Assert.Equal("1,500", statistics["Shares Executed"]);
        Assert.Equal("1", statistics["Orders Canceled"]);
        Assert.Equal("2", statistics["Unsequenced Messages Received"]);
        Assert.Equal("7", statistics["Sequenced Messages"]);
    }

    [Fact]
    public async Task The_help_says_what_a_fill_means()
    {
        using var engine = RunningProgram.Start(Programs.MatchingEngine, "--help");

        Assert.Equal(0, await engine.Exit());
        Assert.Contains(engine.Lines(), line => line.StartsWith("What a fill means:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_taken_port_is_named()
    {
        using var engine = await EngineProcess.Start();
        using var second = RunningProgram.Start(Programs.MatchingEngine, $"{engine.Port}");

        Assert.Equal(1, await second.Exit());
        Assert.Contains($"port {engine.Port} on 127.0.0.1 is taken", second.Errors);
    }

    [Theory]
    [InlineData("", "PORT")]
    [InlineData("9000 9001", "PORT")]
    [InlineData("seventy", "PORT \"seventy\"")]
    [InlineData("65536", "PORT \"65536\"")]
    [InlineData("--bind here 0", "--bind \"here\"")]
    [InlineData("--bind ::1 0", "--bind \"::1\" is no IPv4 address")]
    [InlineData("--interface ::1 0", "--interface \"::1\" is no IPv4 address")]
    [InlineData("--users ann:x,ANN:y 0", "--users \"ann:x,ANN:y\"")]
    [InlineData("--symbols TOOLONGSYMBOL 0", "--symbols \"TOOLONGSYMBOL\"")]
    [InlineData("--users ann 0", "--users \"ann\"")]
    [InlineData("--feed 10.0.0.1:5 0", "--feed \"10.0.0.1:5\"")]
    [InlineData("--session A-B 0", "--session \"A-B\"")]
    [InlineData("--replay-megabytes 0 0", "--replay-megabytes \"0\"")]
    [InlineData("--orders-per-user 0 0", "--orders-per-user \"0\"")]
    [InlineData("--prot 0", "--prot")]
    public async Task A_wrong_argument_is_named_and_so_is_the_way_out(string arguments, string named)
    {
        using var engine = RunningProgram.Start(Programs.MatchingEngine, arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal(2, await engine.Exit());
        Assert.Contains(named, engine.Errors);
        Assert.Contains("usage: exchange_matching_engine", engine.Errors);
    }
}
