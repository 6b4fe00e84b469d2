using System.Diagnostics;
using System.Globalization;
using Beacon.Exchange.Ouch;
using Beacon.Exchange.SoupBinTcp;
using static Beacon.Exchange.Tests.SoupBinTcp.Wire;

namespace Beacon.Exchange.Tests.MatchingEngine;

public class UnrulyClientSpecs
{
    [Theory]
    [InlineData("0000", "length 0")]
    [InlineData("FFFF 00", "type 0x00")]
    [InlineData("0001 'R'", "no login request")]
    [InlineData("0003 'Lxx'", "no login request")]
    [InlineData("'GET / HTTP/1.1' 0D0A0D0A", "type 0x54")]
    public async Task Bytes_that_are_no_login_end_their_own_session_only(string bytes, string reason)
    {
        using var engine = await EngineProcess.Start();
        using var orderly = engine.Client();
        using var unruly = new OuchClient(engine.Port);

        unruly.Send(Bytes(bytes));

        unruly.ExpectClosed();
        Assert.Contains(reason, await engine.Program.Line("session 2 ended"));
        Trade(orderly);
    }

    [Theory]
    [InlineData("0001 'Z'", "type 'Z'")]
    [InlineData("0001 'L'", "type 'L'")]
    [InlineData("0000", "length 0")]
    public async Task Bytes_that_no_client_sends_after_its_login_end_its_own_session_only(string bytes, string reason)
    {
        using var engine = await EngineProcess.Start();
        using var orderly = engine.Client();
        using var unruly = engine.Client();

        unruly.Send(Bytes(bytes));

        unruly.ExpectClosed();
        Assert.Contains(reason, await engine.Program.Line("session 2 ended"));
        Trade(orderly);
    }

    [Fact]
    public async Task An_order_beyond_the_limit_of_its_user_is_rejected_until_another_one_goes()
    {
        using var engine = await EngineProcess.Start("--orders-per-user", "2");
        using var unruly = engine.Client();
        using var orderly = engine.Client();

        for (var userRef = 1u; userRef <= 3; userRef++)
            unruly.Enter(userRef, Side.Buy, 100, 9m);
        unruly.Cancel(1, 0);
        unruly.Enter(4, Side.Buy, 100, 9m);

        unruly.ExpectAccepted();
        unruly.ExpectAccepted();
        Assert.Equal(RejectReason.Other, unruly.ExpectRejected().Reason);
        unruly.ExpectCanceled();
        Assert.Equal(4u, unruly.ExpectAccepted().Order.UserRef);
        Trade(orderly);
    }

    [Fact]
    public async Task Users_that_nobody_has_named_are_limited()
    {
        using var engine = await EngineProcess.Start();
        for (var user = 0; user < 64; user++)
            engine.Client().Dispose();
        using var client = new OuchClient(engine.Port);

        client.SendLogin("more");

        Assert.Equal("41", Convert.ToHexString(client.Expect(SoupType.LoginRejected)));
        engine.Client("user7", sequence: 0).Dispose();
    }

    [Fact]
    public async Task A_malformed_message_is_ignored_and_counted()
    {
        using var engine = await EngineProcess.Start();
        using var client = engine.Client();

        client.Send(Bytes("0001 'U' 0004 'UOOO' 0002 'U?'"));
        Trade(client);

        engine.Program.Signal(RunningProgram.SigTerm);
        client.ExpectMessage(SystemEvent.Type);
        client.Expect(SoupType.EndOfSession);
        client.Dispose();
        Assert.Equal(0, await engine.Program.Exit());
        Assert.Equal("3", engine.Program.Statistics()["Malformed Messages"]);
        Assert.Single(engine.Program.Lines(), line => line.Contains("malformed message", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Random_bytes_from_many_clients_leave_the_engine_at_work()
    {
        using var engine = await EngineProcess.Start();
        using var orderly = engine.Client();
        var random = new Random(3);
        for (var client = 0; client < 50; client++)
        {
            using var unruly = client % 2 == 0 ? new OuchClient(engine.Port) : engine.Client();
            var bytes = new byte[random.Next(1, 5000)];
            random.NextBytes(bytes);
            unruly.Send(bytes);
        }

        Trade(orderly);
    }

    [Fact]
    public async Task A_client_that_does_not_read_holds_nobody_up_and_loses_nothing()
    {
        const uint Orders = 40_000;
        using var engine = await EngineProcess.Start();
        using var deaf = engine.Client();
        using var other = engine.Client();
        for (uint userRef = 1; userRef <= Orders; userRef++)
            deaf.Enter(userRef, Side.Buy, 100, 10.00m, TimeInForce.ImmediateOrCancel);

        Trade(other);

        for (uint userRef = 1; userRef <= Orders; userRef++)
        {
            Assert.Equal(userRef, deaf.ExpectAccepted().Order.UserRef);
            Assert.Equal(userRef, deaf.ExpectCanceled().UserRef);
        }
    }

    [Fact]
    public async Task Output_that_nobody_reads_holds_no_client_up()
    {
        using var program = new Process
        {
            StartInfo = new ProcessStartInfo(Programs.MatchingEngine, ["--feed", "none", "0"]) { RedirectStandardOutput = true },
        };
        program.Start();
        try
        {
            var listening = "";
            while (!listening.StartsWith("listening on", StringComparison.Ordinal))
                listening = await program.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("the engine has ended");
            var port = int.Parse(listening.Split(':')[^1], CultureInfo.InvariantCulture);
            using var orderly = new OuchClient(port);
            orderly.LogIn();
            var idle = Enumerable.Range(0, 255).Select(_ => new OuchClient(port)).ToList();

            // Each connection beyond the 256 is refused with a line of at least 50 bytes; a pipe holds 64 KiB.
            for (var refused = 0; refused < 2000; refused++)
                new OuchClient(port).Dispose();
            for (uint userRef = 1; userRef <= 5000; userRef++)
            {
                orderly.Enter(userRef, Side.Buy, 100, 10.00m, TimeInForce.ImmediateOrCancel);
                orderly.ExpectAccepted();
                orderly.ExpectCanceled();
            }

            idle.ForEach(client => client.Dispose());
        }
        finally
        {
            program.Kill();
        }
    }

    [Fact]
    public async Task A_client_that_reads_too_slowly_for_what_is_kept_is_disconnected_with_the_reason()
    {
        using var engine = await EngineProcess.Start("--replay-megabytes", "1");
        using var deaf = engine.Client();
        using var other = engine.Client();

        // Each order is answered with 85 bytes: so many that no buffers on the way hold them.
        var ended = engine.Program.Line("session 1 ended");
        for (uint userRef = 1; userRef <= 1_000_000 && !ended.IsCompleted; userRef++)
            if (!deaf.TryEnter(userRef, Side.Buy, 100, 10.00m, TimeInForce.ImmediateOrCancel))
                break;

        Assert.EndsWith("it reads too slowly: what it is to be sent next is no longer kept", await ended);
        Trade(other);
    }

    private static void Trade(OuchClient client)
    {
        client.Enter(1, Side.Sell, 100, 20.00m);
        client.ExpectAccepted();
        client.Enter(2, Side.Buy, 100, 20.00m, TimeInForce.ImmediateOrCancel);
        client.ExpectAccepted();
        client.ExpectExecuted();
        client.ExpectExecuted();
    }
}

/// <summary>Beside the others, since it takes as long as the engine's patience.</summary>
public class SilentClientSpecs
{
    [Fact]
    public async Task A_client_that_is_silent_for_fifteen_seconds_is_dropped()
    {
        using var engine = await EngineProcess.Start();
        using var silent = engine.Client();

        silent.ExpectClosed();

        Assert.Equal("session 1 ended: nothing was heard for 15 s", await engine.Program.Line("session 1 ended"));
    }
}
