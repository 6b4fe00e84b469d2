using System.Net;
using System.Text.Json;
using Beacon.Records.Events;

namespace Beacon.Dashboard.Tests.Api;

public sealed class RunListSpecs : IAsyncLifetime
{
    private readonly ResultsFolder _records = new();
    private ServedDashboard _dashboard = null!;

    public async Task InitializeAsync()
    {
        foreach (var day in Enumerable.Range(1, 5))
        {
            var at = new DateTimeOffset(2026, 11, day, 12, 0, 0, TimeSpan.Zero);
            var id = $"202611{day:00}-120000-{(day % 2 == 0 ? "shop" : "bank")}-000{day}";
            _records.Complete(
                (day == 4 ? ResultsFolder.FailedRun(id) : ResultsFolder.Run(id)) with
                {
                    StartedAt = at,
                    Label = day > 3 ? "new" : null,
                }
            );
        }

        _records.CutShort("20261106-120000-shop-0006");
        _dashboard = await ServedDashboard.StartAsync(results: _records.Results);
    }

    public async Task DisposeAsync()
    {
        await _dashboard.DisposeAsync();
        _records.Dispose();
    }

    [Theory]
    [InlineData("", 6, "6 5 4 3 2 1")]
    [InlineData("?limit=2", 6, "6 5")]
    [InlineData("?limit=2&offset=2", 6, "4 3")]
    [InlineData("?limit=2&offset=5", 6, "1")]
    [InlineData("?offset=6", 6, "")]
    [InlineData("?offset=99999999", 6, "")]
    [InlineData("?offset=-5&limit=1", 6, "6")]
    [InlineData("?limit=0", 6, "6")]
    [InlineData("?limit=x&offset=y", 6, "6 5 4 3 2 1")]
    [InlineData("?limit=99999999999999999999", 6, "6 5 4 3 2 1")]
    [InlineData("?plan=shop", 3, "6 4 2")]
    [InlineData("?plan=shop&limit=1&offset=1", 3, "4")]
    [InlineData("?plan=nothing", 0, "")]
    [InlineData("?outcome=failed", 1, "4")]
    [InlineData("?outcome=completed", 4, "5 3 2 1")]
    [InlineData("?outcome=cut-short", 1, "6")]
    [InlineData("?outcome=running", 0, "")]
    [InlineData("?label=new", 2, "5 4")]
    [InlineData("?label=new&plan=bank", 1, "5")]
    [InlineData("?since=2026-11-03", 3, "5 4 3")]
    [InlineData("?since=2026-11-04T12:00:00Z", 2, "5 4")]
    [InlineData("?since=2026-11-04T12:00:01Z&outcome=completed", 1, "5")]
    [InlineData("?since=yesterday&plan=", 6, "6 5 4 3 2 1")]
    public async Task The_list_has_the_runs_that_were_asked_for_the_latest_first(string query, int total, string days)
    {
        // When a run without events began is not known.
        if (query.Contains("since=2026", StringComparison.Ordinal))
            Directory.Delete(_records.Path("20261106-120000-shop-0006"), recursive: true);
        var answer = JsonDocument.Parse(await _dashboard.Client.GetStringAsync($"/api/v1/runs{query}")).RootElement;
        Assert.Equal(total, answer.GetProperty("total").GetInt32());
        Assert.Equal(
            days,
            string.Join(' ', answer.GetProperty("runs").EnumerateArray().Select(run => run.GetProperty("id").GetString()![^1]))
        );

        var page = JsonDocument.Parse(await _dashboard.Client.GetStringAsync($"/pages/runs{query}")).RootElement;
        Assert.Equal(total, page.GetProperty("total").GetInt32());
        Assert.Equal(["bank", "shop"], page.GetProperty("plans").EnumerateArray().Select(plan => plan.GetString()));
    }

    [Fact]
    public async Task A_run_that_is_not_compared_says_why()
    {
        var run = ResultsFolder.Run("20261107-120000-shop-0007") with { Environment = ResultsFolder.Surroundings, StartedAt = Day(7) };
        var problem = new Problem(ProblemKind.DatagramsLost, "977 datagrams were lost");
        _records.Complete(run);
        _records.Complete(run with { Id = "20261108-120000-shop-0008", StartedAt = Day(8), Problems = [problem] });
        var other = ResultsFolder.Surroundings with { PlanSha256 = "ff00" };
        _records.Complete(run with { Id = "20261109-120000-shop-0009", StartedAt = Day(9), Environment = other });
        var answer = JsonElement.Parse(await _dashboard.Client.GetStringAsync("/api/v1/runs?plan=shop&since=2026-11-07"));
        Assert.Equal(
            [
                "[\"how the run ended is not known\"] -",
                "- -",
                "[\"977 datagrams were lost\"] 20261109-120000-shop-0009",
                "- 20261109-120000-shop-0009",
            ],
            answer.GetProperty("runs").EnumerateArray().Select(each => $"{Of(each, "notComparable")} {Of(each, "otherPlanThan")}")
        );

        var page = JsonElement.Parse(await _dashboard.Client.GetStringAsync("/pages/runs?plan=shop&since=2026-11-07"));
        var table = page.GetProperty("html").GetString()!;
        Assert.Contains("<td>977 datagrams were lost · another plan than 20261109-120000-shop-0009 · 1 problem</td>", table);
        Assert.Contains("class=\"left-out\" title=\"left out of comparisons: another plan than 20261109-120000-shop-0009\"", table);

        static DateTimeOffset Day(int day) => new(2026, 11, day, 12, 0, 0, TimeSpan.Zero);
        static string Of(JsonElement run, string name) => run.TryGetProperty(name, out var value) ? $"{value}" : "-";
    }

    [Fact]
    public async Task A_list_of_no_runs_is_no_failure()
    {
        await using var dashboard = await ServedDashboard.StartAsync(results: _records.Path("not yet"));
        Assert.Equal("{\"total\":0,\"offset\":0,\"runs\":[]}", await dashboard.Client.GetStringAsync("/api/v1/runs"));
    }

    [Fact]
    public async Task A_run_is_answered_as_its_run_json_has_it()
    {
        var text = await _dashboard.Client.GetStringAsync("/api/v1/runs/20261104-120000-shop-0004");
        var file = await File.ReadAllTextAsync(Path.Combine(_records.Path("20261104-120000-shop-0004"), "run.json"));
        Assert.True(JsonElement.DeepEquals(JsonDocument.Parse(file).RootElement, JsonDocument.Parse(text).RootElement));
    }

    [Fact]
    public async Task A_run_that_was_cut_short_is_answered_as_far_as_it_is_known()
    {
        var run = JsonDocument.Parse(await _dashboard.Client.GetStringAsync("/api/v1/runs/20261106-120000-shop-0006")).RootElement;
        Assert.Equal("unknown", run.GetProperty("outcome").GetString());
    }

    [Theory]
    [InlineData("/api/v1/runs/none", 404, "no_such_run")]
    [InlineData("/api/v1/runs/none/state", 404, "no_such_run")]
    [InlineData("/api/v1/runs/none/events", 404, "no_such_run")]
    [InlineData("/api/v1/runs/none/samples", 404, "no_such_run")]
    [InlineData("/pages/runs/none", 404, "no_such_run")]
    [InlineData("/api/v1/runs/20261104-120000-shop-0004/state", 409, "not_running")]
    [InlineData("/api/v1/runs/20261104-120000-shop-0004/samples?of=everything", 400, "bad_call")]
    [InlineData("/api/v1/runs/20261104-120000-shop-0004/nothing", 404, "no_such_address")]
    public async Task What_is_not_there_is_refused_with_its_name(string address, int status, string kind)
    {
        using var answer = await _dashboard.Client.GetAsync(address);
        var refusal = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal((HttpStatusCode)status, answer.StatusCode);
        Assert.Equal(kind, refusal.GetProperty("kind").GetString());
        Assert.False(refusal.GetProperty("ok").GetBoolean());
        Assert.NotEmpty(refusal.GetProperty("message").GetString()!);
    }

    [Theory]
    [InlineData("", "resources.csv")]
    [InlineData("?of=components", "resources.csv")]
    [InlineData("?of=machine", "machine.csv")]
    public async Task Samples_are_the_file_of_the_record(string query, string file)
    {
        const string Id = "20261104-120000-shop-0004";
        Assert.Equal("", await _dashboard.Client.GetStringAsync($"/api/v1/runs/{Id}/samples{query}"));
        var text = $"{file}\n{new string('1', 100_000)}\n";
        await File.WriteAllTextAsync(Path.Combine(_records.Path(Id), file), text);
        using var answer = await _dashboard.Client.GetAsync($"/api/v1/runs/{Id}/samples{query}");
        Assert.Equal("text/csv", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal(text, await answer.Content.ReadAsStringAsync());
    }
}
