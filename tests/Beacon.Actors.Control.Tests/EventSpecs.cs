using System.Text.Json;
using Beacon.Actors.Control.Client;
using Beacon.Records.Events;

namespace Beacon.Actors.Control.Tests;

public class EventSpecs
{
    [Fact]
    public async Task Events_are_those_of_the_record_with_their_numbers_until_the_run_ends()
    {
        await using var run = await ServedRun.StartAsync();
        using var client = await RawClient.ConnectAsync(run);
        await client.SendAsync("""{"call":"events"}""");
        var first = await client.ReadLineAsync();
        var events = client.ReadToEndAsync();
        await run.CallAsync("""{"call":"restart","component":"api"}""");
        await run.CallAsync("""{"call":"stop"}""");

        List<string> all = [first!, .. await events];
        var recorded = await File.ReadAllLinesAsync(Path.Combine(run.Run.Record, "events.ndjson"));
        Assert.Equal(recorded.Select((line, place) => $"{{\"sequence\":{place + 1},{line[1..]}"), all);
        Assert.Contains("run_finished", all[^1]);
    }

    [Fact]
    public async Task A_client_that_was_disconnected_goes_on_where_it_was()
    {
        await using var run = await ServedRun.StartAsync();
        using var client = await RawClient.ConnectAsync(run);
        await client.SendAsync("""{"call":"events","from":3}""");

        Assert.StartsWith("{\"sequence\":3,", await client.ReadLineAsync());
    }

    [Fact]
    public async Task A_number_that_is_not_reached_yet_is_waited_for()
    {
        await using var run = await ServedRun.StartAsync();
        using var client = await RawClient.ConnectAsync(run);
        await client.SendAsync("""{"call":"events","from":7}""");
        var next = client.ReadLineAsync();
        await run.CallAsync("""{"call":"restart","component":"api"}""");

        Assert.Equal(7, JsonDocument.Parse((await next)!).RootElement.GetProperty("sequence").GetInt32());
    }

    [Fact]
    public async Task The_client_of_the_library_reads_them_as_events()
    {
        await using var run = await ServedRun.StartAsync();
        using var client = await run.Living.ConnectAsync();
        _ = run.CallAsync("""{"call":"stop"}""");

        var events = new List<RunEvent>();
        await foreach (var (_, happened) in client.EventsAsync())
            events.Add(happened);

        Assert.IsType<RunStarted>(events[0]);
        Assert.IsType<RunFinished>(events[^1]);
        Assert.Contains(events, happened => happened is RunControlled { Action: ControlAction.Stop, Component: null });
    }

    [Fact]
    public async Task A_run_that_has_ended_can_not_be_called()
    {
        await using var run = await ServedRun.StartAsync();
        var living = run.Living;
        await run.CallAsync("""{"call":"stop"}""");

        var refused = await Assert.ThrowsAsync<ControlException>(() => living.ConnectAsync());
        Assert.Contains(living.Id, refused.Message);
    }
}
