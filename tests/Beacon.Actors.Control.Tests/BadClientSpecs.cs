using Beacon.Actors.Control.Protocol;
using Beacon.Plans;

namespace Beacon.Actors.Control.Tests;

/// <summary>Clients that stall, flood, vanish or are too many: they cost the run what was set aside for them, and nothing else.</summary>
public class BadClientSpecs
{
    [Fact]
    public async Task A_call_that_never_ends_is_cut_off_with_a_word_and_counted()
    {
        await using var run = await ServedRun.StartAsync();
        using var client = await RawClient.ConnectAsync(run);
        await client.SendBytesAsync([.. Enumerable.Repeat((byte)'x', ControlProtocol.CallBytesAtMost)]);

        Assert.Contains("\"kind\":\"bad_call\"", await client.ReadLineAsync());
        Assert.Null(await client.ReadLineAsync());
        Assert.Contains("\"dropped\":1", await run.CallAsync("""{"call":"hello"}"""));
    }

    [Fact]
    public async Task A_hundred_clients_are_served()
    {
        await using var run = await ServedRun.StartAsync();
        var clients = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => RawClient.ConnectAsync(run)));

        foreach (var client in clients)
            await client.SendAsync("""{"call":"state"}""");
        foreach (var client in clients)
            Assert.Contains("\"ok\":true", await client.ReadLineAsync());
        foreach (var client in clients)
            client.Dispose();
    }

    [Fact]
    public async Task A_client_too_many_is_turned_away_with_a_word()
    {
        await using var run = await ServedRun.StartAsync();
        var clients = new List<RawClient>();
        for (var count = 0; count < Serving.ControlServer.ClientsAtMost; count++)
        {
            clients.Add(await RawClient.ConnectAsync(run));
            await clients[^1].SendAsync("""{"call":"hello"}""");
            Assert.NotNull(await clients[^1].ReadLineAsync());
        }

        Assert.Contains("\"kind\":\"too_many_clients\"", await run.CallAsync("""{"call":"state"}"""));

        clients[0].Dispose();
        using var patience = new CancellationTokenSource(ServedRun.Patience);
        while ((await run.CallAsync("""{"call":"state"}"""))?.Contains("\"ok\":true") != true)
            await Task.Delay(5, patience.Token);
        clients.ForEach(client => client.Dispose());
    }

    [Fact]
    public async Task A_client_that_never_reads_delays_neither_others_nor_the_end_of_the_run()
    {
        await using var run = await ServedRun.StartAsync();
        using var stalled = await RawClient.ConnectAsync(run);

        // More than the kernel keeps for it, so that an answer can't be sent.
        for (var count = 0; count < 20; count++)
            await stalled.SendBytesAsync([.. Enumerable.Repeat("{\"call\":\"hello\"}\n"u8.ToArray(), 100).SelectMany(line => line)]);
        using var follower = await RawClient.ConnectAsync(run);
        await follower.SendAsync("""{"call":"events"}""");

        Assert.Contains("\"ok\":true", await run.CallAsync("""{"call":"restart","component":"api"}"""));
        Assert.Contains("\"outcome\":\"completed\"", await run.CallAsync("""{"call":"stop"}"""));
        Assert.Contains("run_finished", (await follower.ReadToEndAsync())[^1]);
    }

    [Fact]
    public async Task Clients_that_vanish_leave_nothing_behind()
    {
        await using var run = await ServedRun.StartAsync();
        for (var count = 0; count < 50; count++)
        {
            using var client = await RawClient.ConnectAsync(run);
            await client.SendAsync(count % 2 == 0 ? """{"call":"events"}""" : """{"call":"state"}""");
        }

        // Those who followed events are noticed after a while.
        using var patience = new CancellationTokenSource(ServedRun.Patience);
        while ((await run.CallAsync("""{"call":"hello"}"""))?.Contains("\"clients\":1,") != true)
            await Task.Delay(20, patience.Token);
    }

    [Fact]
    public async Task An_order_whose_client_vanishes_is_carried_out()
    {
        await using var run = await ServedRun.StartAsync(plan =>
            plan.Add(
                "slow",
                c => c.Run("sh", "-c", "trap 'sleep 0.3; exit 0' TERM; echo up; while :; do sleep 0.02; done").ReadyWhen(Probe.Log("up"))
            )
        );
        using (var client = await RawClient.ConnectAsync(run))
            await client.SendAsync("""{"call":"stop","component":"slow"}""");

        using var patience = new CancellationTokenSource(ServedRun.Patience);
        while ((await run.CallAsync("""{"call":"state"}"""))?.Contains("\"state\":\"stopped\"") != true)
            await Task.Delay(20, patience.Token);
    }

    [Fact]
    public async Task A_client_that_has_closed_its_sending_side_still_gets_its_answer()
    {
        await using var run = await ServedRun.StartAsync();
        using var client = await RawClient.ConnectAsync(run);
        await client.SendAsync("""{"call":"restart","component":"api"}""");
        client.ShutDownSending();

        Assert.Contains("\"ok\":true", await client.ReadLineAsync());
    }
}
