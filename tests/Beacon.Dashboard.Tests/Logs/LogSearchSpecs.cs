using System.Net;
using System.Text.Json;
using static Beacon.Dashboard.Tests.Logs.LogRecord;

namespace Beacon.Dashboard.Tests.Logs;

public sealed class LogSearchSpecs
{
    private static readonly DashboardLimits One = new() { Searches = 1, SearchBeginsWithin = TimeSpan.Zero };

    [Theory]
    [InlineData($"/pages/runs/{Id}/logs?tail=5")]
    [InlineData($"/pages/runs/{Id}/logs?follow=true")]
    [InlineData($"/api/v1/runs/{Id}/logs?tail=5")]
    public async Task While_all_places_for_searches_are_taken_another_one_is_refused_until_one_ends(string address)
    {
        await using var dashboard = await ServedDashboard.StartAsync(limits: One);
        Large(dashboard);
        using var slow = await dashboard.Client.GetAsync($"/api/v1/runs/{Id}/logs", HttpCompletionOption.ResponseHeadersRead);

        using (var refused = await dashboard.Client.GetAsync(address))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
            var refusal = JsonElement.Parse(await refused.Content.ReadAsStringAsync());
            Assert.Equal("too_many_searches", refusal.GetProperty("kind").GetString());
            Assert.Equal("1 log is being searched already; try again when that has ended", refusal.GetProperty("message").GetString());
        }

        // The first one ends when its client leaves.
        slow.Dispose();
        using var patience = new CancellationTokenSource(LiveRun.Patience);
        while (true)
        {
            using var answer = await dashboard.Client.GetAsync(address, patience.Token);
            if (answer.IsSuccessStatusCode)
                return;
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
            await Task.Delay(5, patience.Token);
        }
    }

    [Fact]
    public async Task A_stream_that_searches_for_long_says_that_it_lives()
    {
        await using var dashboard = await ServedDashboard.StartAsync(limits: new() { BeatEvery = TimeSpan.FromMilliseconds(20) });
        Large(dashboard);
        using var patience = new CancellationTokenSource(LiveRun.Patience);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/pages/runs/{Id}/logs?follow=true&grep=zzz");
        using var answer = await dashboard.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync());
        var lines = new List<string>();
        while (await reader.ReadLineAsync(patience.Token) is { } line && line != "event: lines")
            lines.Add(line);
        Assert.Contains(":", lines);
    }

    // More than the sockets of both ends hold.
    private static void Large(ServedDashboard dashboard)
    {
        var record = new LogRecord(dashboard.Results, "a");
        record.Printed("a", (10, Out, string.Concat(Enumerable.Repeat(new string('x', 99) + "\n", 300_000))));
    }
}
