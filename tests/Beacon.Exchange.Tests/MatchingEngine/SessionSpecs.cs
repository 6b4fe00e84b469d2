using Beacon.Exchange.Ouch;
using Beacon.Exchange.SoupBinTcp;
using static Beacon.Exchange.Tests.SoupBinTcp.Wire;

namespace Beacon.Exchange.Tests.MatchingEngine;

/// <summary>Sessions that outlive their connections (SoupBinTCP 3.00 to 4.10), over loopback.</summary>
public class SessionSpecs
{
    [Fact]
    public async Task A_login_from_message_1_replays_what_was_missed_and_an_order_sent_again_is_ignored()
    {
        using var engine = await EngineProcess.Start("--session", "S1");
        using (var lost = engine.Client("ann"))
        {
            lost.Enter(1, Side.Buy, 100, 10.00m);
            lost.ExpectAccepted();
        }

        await engine.Program.Line("session 1 ended: the client closed the connection");
        using var other = engine.Client("bob");
        other.Enter(1, Side.Sell, 60, 10.00m);
        other.ExpectAccepted();
        other.ExpectExecuted();

        // The bytes of a login request as of 3.00, and again those of the order.
        using var again = new OuchClient(engine.Port);
        again.Send(Bytes("002F 'L' 'ann   ' '          ' '          ' '                   1'"));
        Assert.Equal(Bytes("'        S1' '                   1'"), again.Expect(SoupType.LoginAccepted));
        again.Enter(1, Side.Buy, 100, 10.00m);
        again.Cancel(1, 0);

        Assert.Equal((byte)'S', again.ExpectMessage(SystemEvent.Type)[9]);
        Assert.Equal(1u, again.ExpectAccepted().Order.UserRef);
        Assert.Equal((60u, 'A'), again.ExpectExecuted() is var fill ? (fill.Quantity, fill.Liquidity) : default);
        Assert.Equal((1u, 40u), again.ExpectCanceled() is var canceled ? (canceled.UserRef, canceled.Decrement) : default);
        engine.Program.Signal(RunningProgram.SigTerm);
        again.ExpectMessage(SystemEvent.Type);
        again.Expect(SoupType.EndOfSession);
        again.Dispose();
        other.Dispose();
        Assert.Equal(0, await engine.Program.Exit());
        Assert.Equal("1", engine.Program.Statistics()["Messages Ignored"]);
    }

    [Fact]
    public async Task A_login_from_a_later_message_gets_those_from_there_on_and_one_from_0_only_new_ones()
    {
        using var engine = await EngineProcess.Start();
        using (var lost = engine.Client("ann"))
            for (uint userRef = 1; userRef <= 5; userRef++)
            {
                lost.Enter(userRef, Side.Buy, 100, 10.00m);
                lost.ExpectAccepted();
            }

        await engine.Program.Line("session 1 ended");
        using (var again = new OuchClient(engine.Port))
        {
            Assert.Equal(4ul, again.LogIn("ann", sequence: 4).Sequence);
            Assert.Equal(3u, again.ExpectAccepted().Order.UserRef);
        }

        await engine.Program.Line("session 2 ended");
        using var now = new OuchClient(engine.Port);
        Assert.Equal(7ul, now.LogIn("ann", sequence: 0).Sequence);
        now.Cancel(5, 0);
        Assert.Equal(5u, now.ExpectCanceled().UserRef);
    }

    [Fact]
    public async Task A_replay_of_any_size_is_whole_and_in_order()
    {
        const uint Orders = 30_000;
        using var engine = await EngineProcess.Start();
        using (var first = engine.Client("ann"))
            for (uint userRef = 1; userRef <= Orders; userRef++)
            {
                first.Enter(userRef, Side.Buy, 100, 10.00m, TimeInForce.ImmediateOrCancel);
                first.ExpectAccepted();
                first.ExpectCanceled();
            }

        using var again = engine.Client("ann");

        for (uint userRef = 1; userRef <= Orders; userRef++)
        {
            Assert.Equal(userRef, again.ExpectAccepted().Order.UserRef);
            Assert.Equal(userRef, again.ExpectCanceled().UserRef);
        }

        Assert.Equal(1 + 2 * Orders, again.Sequence);
    }

    [Fact]
    public async Task User_reference_numbers_are_of_the_day_and_a_query_tells_the_next_one()
    {
        using var engine = await EngineProcess.Start();
        using (var lost = engine.Client("ann"))
        {
            lost.Enter(41, Side.Buy, 100, 10.00m);
            lost.ExpectAccepted();
        }

        await engine.Program.Line("session 1 ended");
        using var again = engine.Client("ann", sequence: 0);
        again.Enter(41, Side.Buy, 100, 10.00m);
        again.Send(SoupType.UnsequencedData, "Q"u8);

        Assert.Equal(Bytes("0000002A"), again.ExpectMessage(AccountQueryResponse.Type)[9..]);
    }

    [Fact]
    public async Task A_wrong_password_an_unknown_user_and_an_unknown_session_are_rejected()
    {
        using var engine = await EngineProcess.Start("--users", "ann:secret,bob:hidden", "--session", "S1");
        foreach (
            var (user, password, session, reason) in new[]
            {
                ("ann", "guess", "", "A"),
                ("eve", "", "", "A"),
                ("ann", "secret", "OTHER", "S"),
            }
        )
        {
            using var refused = new OuchClient(engine.Port);
            refused.SendLogin(user, session: session, password: password);
            Assert.Equal(Bytes($"'{reason}'"), refused.Expect(SoupType.LoginRejected));
            refused.ExpectClosed();
        }

        using var client = new OuchClient(engine.Port);
        client.LogIn("ann", password: "secret", session: "S1");
        Assert.Contains("user \"ann\" and its password are not accepted", await engine.Program.Line("session 1 ended"));
    }

    [Fact]
    public async Task Users_and_passwords_are_the_same_in_capitals_and_in_small_letters()
    {
        using var engine = await EngineProcess.Start("--users", "ann:Secret");
        using var client = new OuchClient(engine.Port);
        client.Send(Bytes("002F 'L' 'ANN   ' 'sECRET    ' '          ' '                   1'"));
        client.Expect(SoupType.LoginAccepted);
        client.ExpectMessage(SystemEvent.Type);
        client.Enter(1, Side.Buy, 100, 10.00m);
        client.ExpectAccepted();

        using var again = new OuchClient(engine.Port);
        again.LogIn("aNN", sequence: 2, password: "SECRET");
        Assert.Equal(1u, again.ExpectAccepted().Order.UserRef);
        client.ExpectClosed();
    }

    [Theory]
    [InlineData("'an' 0A 'x  ' '          '")]
    [InlineData("'ann   ' 1B '[2J      '")]
    [InlineData("'ann' E9 '  ' '          '")]
    public async Task A_login_with_other_than_printable_characters_is_none_and_is_not_printed(string credentials)
    {
        using var engine = await EngineProcess.Start();
        using var unruly = new OuchClient(engine.Port);

        unruly.Send(Bytes("002F 'L' " + credentials + " '          ' '                   1'"));

        unruly.ExpectClosed();
        Assert.Contains("is no login request", await engine.Program.Line("session 1 ended"));
        Assert.DoesNotContain(engine.Program.Lines(), line => line.Any(char.IsControl) || line.StartsWith('x'));
    }

    [Fact]
    public async Task Each_engine_has_a_session_of_its_own_so_that_a_client_of_an_earlier_one_is_not_sent_others_messages()
    {
        using var first = await EngineProcess.Start();
        using var second = await EngineProcess.Start();
        using var client = new OuchClient(first.Port);
        var session = client.LogIn("ann").Session;

        using var lost = new OuchClient(second.Port);
        lost.SendLogin("ann", sequence: 1, session);

        Assert.Equal(10, session.Length);
        Assert.Equal("S"u8, lost.Expect(SoupType.LoginRejected));
    }

    [Fact]
    public async Task Without_a_list_of_users_the_first_login_sets_the_password()
    {
        using var engine = await EngineProcess.Start();
        using var first = new OuchClient(engine.Port);
        first.LogIn("ann", password: "mine");
        using var second = new OuchClient(engine.Port);
        second.SendLogin("ann", password: "other");

        Assert.Equal("A"u8, second.Expect(SoupType.LoginRejected));
    }

    [Fact]
    public async Task A_user_that_logs_in_again_takes_its_session_over()
    {
        using var engine = await EngineProcess.Start();
        using var first = engine.Client("ann");
        using var second = engine.Client("ann");

        first.ExpectClosed();
        Assert.EndsWith("its user has logged in again", await engine.Program.Line("session 1 ended"));
        second.Enter(1, Side.Buy, 100, 10.00m);
        second.ExpectAccepted();
    }

    [Fact]
    public async Task Messages_that_are_no_longer_kept_are_not_available()
    {
        using var engine = await EngineProcess.Start("--replay-megabytes", "1");
        using (var client = engine.Client("ann"))
            for (uint userRef = 1; userRef <= 30_000; userRef++)
            {
                client.Enter(userRef, Side.Buy, 100, 10.00m, TimeInForce.ImmediateOrCancel);
                client.ExpectAccepted();
                client.ExpectCanceled();
            }

        using var again = new OuchClient(engine.Port);
        again.SendLogin("ann", sequence: 1);

        Assert.Equal("S"u8, again.Expect(SoupType.LoginRejected));
        using var now = engine.Client("ann", sequence: 0);
        Assert.Equal(60_001ul, now.Sequence);
    }

    [Fact]
    public async Task A_login_of_4_10_sets_how_long_a_silent_client_is_kept_and_not_the_interval_of_heartbeats()
    {
        using var engine = await EngineProcess.Start();
        using var silent = new OuchClient(engine.Port);
        using var patient = new OuchClient(engine.Port);
        silent.Send(Bytes("0034 'L' 'silent' '          ' '          ' '                   0' ' 2500'"));
        silent.Expect(SoupType.LoginAccepted);
        patient.Send(Bytes("0034 'L' 'calm  ' '          ' '          ' '                   0' '60000'"));
        patient.Expect(SoupType.LoginAccepted);

        silent.Expect(SoupType.ServerHeartbeat);
        patient.Expect(SoupType.ServerHeartbeat);
        silent.ExpectClosed();

        Assert.Equal("session 1 ended: nothing was heard for 2.5 s", await engine.Program.Line("session 1 ended"));
        patient.Enter(1, Side.Buy, 100, 10.00m);
        patient.ExpectAccepted();
    }

    [Theory]
    [InlineData("     ")]
    [InlineData("    0")]
    [InlineData("    1")]
    public async Task A_heartbeat_timeout_that_is_blank_or_zero_is_the_usual_one_and_none_ends_a_client_that_sends_heartbeats(string field)
    {
        using var engine = await EngineProcess.Start();
        using var client = new OuchClient(engine.Port);
        client.Send(Bytes($"0034 'L' 'ann   ' '          ' '          ' '                   0' '{field}'"));
        client.Expect(SoupType.LoginAccepted);

        client.Expect(SoupType.ServerHeartbeat);
        client.Send(SoupType.ClientHeartbeat, []);
        client.Enter(1, Side.Buy, 100, 10.00m);

        client.ExpectAccepted();
    }

    [Fact]
    public async Task An_order_good_till_a_time_expires_by_itself()
    {
        using var engine = await EngineProcess.Start();
        using var client = engine.Client();

        client.Send(
            SoupType.UnsequencedData,
            Bytes("'O' 00000001 'B' 00000064 'AAPL    ' 00000000000186A0 '6' 'Y' 'A' 'N' 'N' '              ' 0006 05 0F 00000001")
        );

        client.ExpectAccepted();
        Assert.Equal(
            (CancelReason.Timeout, 100u),
            client.ExpectCanceled() is var canceled ? (canceled.Reason, canceled.Decrement) : default
        );
    }

    [Fact]
    public async Task A_mass_cancel_and_a_disable_are_answered_over_a_connection()
    {
        using var engine = await EngineProcess.Start();
        using var client = engine.Client();
        client.Enter(1, Side.Buy, 100, 10.00m);
        client.ExpectAccepted();

        client.Send(SoupType.UnsequencedData, Bytes("'C' 00000002 'FIRM' 'AAPL    ' 0000"));
        client.Send(SoupType.UnsequencedData, Bytes("'D' 00000003 'FIRM' 0000"));
        client.Send(SoupType.UnsequencedData, Bytes("'Q'"));

        Assert.Equal(Bytes("00000002 'FIRM' 'AAPL    ' 0000"), client.ExpectMessage(MassCancelResponse.Type)[9..]);
        Assert.Equal(1u, client.ExpectCanceled().UserRef);
        Assert.Equal(Bytes("00000003 'FIRM' 0000"), client.ExpectMessage(OrderEntrySwitched.DisabledType)[9..]);
        Assert.Equal(Bytes("00000004"), client.ExpectMessage(AccountQueryResponse.Type)[9..]);
        Assert.DoesNotContain(engine.Program.Lines(), line => line.Contains("malformed", StringComparison.Ordinal));
    }
}
