using System.Diagnostics;
using System.Net;
using System.Text.Json;

namespace Beacon.Dashboard.Tests.Api;

public sealed class EventSpecs
{
    private const string Id = "20261123-184205-beacon-3f9c";

    [Theory]
    [InlineData(null, "1 2 3")]
    [InlineData("0", "1 2 3")]
    [InlineData("2", "3")]
    [InlineData("3", "")]
    [InlineData("99", "")]
    [InlineData("-1", "1 2 3")]
    [InlineData("x", "1 2 3")]
    public async Task Events_go_on_after_the_last_one_that_a_client_has(string? last, string expected)
    {
        using var records = new ResultsFolder();
        string[] lines = ["{\"event\":\"one\"}", "{\"event\":\"two\",\"text\":\"ü \\u2028\"}", "{\"event\":\"three\"}"];
        await File.WriteAllLinesAsync(Path.Combine(records.New(Id), "events.ndjson"), lines);
        await using var dashboard = await ServedDashboard.StartAsync(results: records.Results);
        var ids = new List<string>();
        await foreach (var item in EventStream.ReadAsync(dashboard.Client, $"/api/v1/runs/{Id}/events", last))
        {
            ids.Add(item.EventId!);
            Assert.Equal(lines[int.Parse(item.EventId!) - 1], item.Data);
            Assert.Equal("message", item.EventType);
        }

        Assert.Equal(expected, string.Join(' ', ids));
    }

    [Fact]
    public async Task Events_of_a_living_run_come_as_they_happen_and_end_with_it()
    {
        await using var live = await LiveRun.StartAsync();
        await using var dashboard = await ServedDashboard.StartAsync(results: live.Results);
        var (names, next) = (new List<string>(), 1L);
        await foreach (var item in EventStream.ReadAsync(dashboard.Client, $"/api/v1/runs/{live.Id}/events"))
        {
            Assert.Equal($"{next++}", item.EventId);
            names.Add(JsonDocument.Parse(item.Data).RootElement.GetProperty("event").GetString()!);
            if (names[^1] == "run_operational")
                live.Stop();
        }

        Assert.Equal("run_finished", names[^1]);
        Assert.Equal(File.ReadLines(Path.Combine(live.Results, live.Id, "events.ndjson")).Count(), names.Count);
    }

    [Fact]
    public async Task The_page_of_a_living_run_becomes_its_report_when_the_run_ends()
    {
        await using var live = await LiveRun.StartAsync();
        await using var dashboard = await ServedDashboard.StartAsync(results: live.Results);
        var updates = new List<JsonElement>();
        await foreach (var update in Pages.FollowAsync(dashboard, live.Id))
        {
            updates.Add(update);
            if (updates.Count == 1)
                live.Stop();
        }

        Assert.Contains(Pages.MarkupOf(updates[0]), markup => markup.Contains("data-order=\"restart\"", StringComparison.Ordinal));
        Assert.All(updates.SkipLast(1), update => Assert.False(update.GetProperty("isOver").GetBoolean()));
        Assert.True(updates[^1].GetProperty("isOver").GetBoolean());
        Assert.Contains("environment", updates[^1].GetProperty("order").EnumerateArray().Select(name => name.GetString()));
        Assert.DoesNotContain(Pages.MarkupOf(updates[^1]), markup => markup.Contains("data-order", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_dashboard_beside_a_process_shows_its_run_first_and_ends_after_it()
    {
        await using var live = await LiveRun.StartAsync();
        var own = new DashboardOptions { Results = live.Results, Beside = Environment.ProcessId };
        await using (var server = await DashboardServer.StartAsync(own))
        {
            Assert.Contains("/runs/current#token=", server.Link);
            using var client = new HttpClient();
            client.DefaultRequestHeaders.Authorization = new("Bearer", server.Link.Split("#token=")[1]);
            Assert.Equal($"\"{live.Id}\"", await client.GetStringAsync(new Uri(new Uri(server.Address), "/pages/current")));
            Assert.False(server.EndedAsync(default).IsCompleted);
        }

        using var beside = Process.Start("sleep", "1000");
        await using var other = await DashboardServer.StartAsync(own with { Beside = beside.Id });
        var ended = other.EndedAsync(default);
        beside.Kill();
        await ended.WaitAsync(LiveRun.Patience);
    }

    [Fact]
    public async Task A_dashboard_says_whether_a_run_came_of_the_process_beside_it()
    {
        using var results = new ResultsFolder();
        using var beside = Process.Start("sleep", "1000");
        var options = new DashboardOptions { Results = results.Results, Beside = beside.Id };
        await using var server = await DashboardServer.StartAsync(options);
        using var client = new HttpClient { BaseAddress = new Uri(server.Address) };
        client.DefaultRequestHeaders.Authorization = new("Bearer", server.Link.Split("#token=")[1]);
        using var none = await client.GetAsync("/pages/current");
        Assert.Equal(HttpStatusCode.NoContent, none.StatusCode);

        beside.Kill();
        await beside.WaitForExitAsync();
        using var refused = await client.GetAsync("/pages/current");
        Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
        Assert.Contains("no run came of it", await refused.Content.ReadAsStringAsync());

        const string Short = "20991231-235959-shop-0001";
        results.Complete(ResultsFolder.Run(Short, DateTimeOffset.UtcNow));
        Assert.Equal($"\"{Short}\"", await client.GetStringAsync("/pages/current"));
    }
}
