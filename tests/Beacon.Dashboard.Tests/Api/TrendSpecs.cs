using System.Text.Json;
using Beacon.Records.Events;

namespace Beacon.Dashboard.Tests.Api;

public sealed class TrendSpecs : IDisposable
{
    private readonly ResultsFolder _records = new();

    public void Dispose() => _records.Dispose();

    [Fact]
    public async Task A_trend_names_the_runs_that_it_leaves_out_and_why()
    {
        foreach (var day in Enumerable.Range(1, 9))
            Make(day, run => day == 1 ? run with { IsWarmup = true } : run);
        Make(4, run => run with { Problems = [new Problem(ProblemKind.MachineOverloaded, "the machine was <b>overloaded</b>")] });
        Make(6, run => run with { Environment = ResultsFolder.Surroundings with { PlanSha256 = "ff00" } });
        await using var dashboard = await ServedDashboard.StartAsync(results: _records.Results);

        var trend = JsonElement.Parse(await dashboard.Client.GetStringAsync("/api/v1/trends?plan=shop&latest=2"));
        Assert.Equal(
            ["20261106-120000-shop-0006", "20261104-120000-shop-0004"],
            trend.GetProperty("leftOut").EnumerateArray().Select(run => run.GetProperty("id").GetString())
        );
        var page = JsonElement.Parse(await dashboard.Client.GetStringAsync("/pages/trends?plan=shop&latest=2")).GetString()!;
        Assert.Contains(
            "<h2>Left out</h2><table class=\"left-out-runs\">"
                + Row("20261106-120000-shop-0006", "another plan than 20261109-120000-shop-0009")
                + Row("20261104-120000-shop-0004", "the machine was &lt;b&gt;overloaded&lt;/b&gt;")
                + "</table>",
            page
        );

        static string Row(string id, string why) => $"<tr><th scope=\"row\"><a href=\"/runs/{id}\">{id}</a></th><td>{why}</td></tr>";
    }

    [Fact]
    public async Task A_side_of_many_ids_has_a_short_name()
    {
        foreach (var day in Enumerable.Range(1, 5))
            Make(day, run => run);
        await using var dashboard = await ServedDashboard.StartAsync(results: _records.Results);
        var ids = Enumerable.Range(1, 5).Select(day => $"2026110{day}-120000-shop-000{day}").ToList();
        var comparison = JsonElement.Parse(
            await dashboard.Client.GetStringAsync(
                $"/api/v1/compare?baseline={string.Join(',', ids.Take(3))}&runs={string.Join(',', ids.Skip(3))}"
            )
        );
        Assert.Equal("20261101-120000-shop-0001 and 2 more", comparison.GetProperty("baseline").GetProperty("name").GetString());
        Assert.Equal(ids.Take(3), comparison.GetProperty("baseline").GetProperty("runs").EnumerateArray().Select(id => id.GetString()));
        Assert.Equal($"{ids[3]},{ids[4]}", comparison.GetProperty("candidate").GetProperty("name").GetString());
    }

    private void Make(int day, Func<RunResult, RunResult> change) =>
        _records.Complete(
            change(
                ResultsFolder.Run($"202611{day:00}-120000-shop-000{day}", new DateTimeOffset(2026, 11, day, 12, 0, 0, TimeSpan.Zero)) with
                {
                    Environment = ResultsFolder.Surroundings,
                }
            )
        );
}
