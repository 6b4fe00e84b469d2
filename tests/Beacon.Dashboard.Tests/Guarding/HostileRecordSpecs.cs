using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Beacon.Plans;
using Beacon.Records.Environments;
using Beacon.Records.Events;
using Beacon.Records.Statistics;

namespace Beacon.Dashboard.Tests.Guarding;

/// <summary>Records whose texts are markup and scripts.</summary>
public sealed class HostileRecordSpecs : IAsyncLifetime
{
    private const string Id = "20261123-184205-beacon-3f9c";
    private const string Hostile =
        "<script>document.title='owned'</script></pre></table></title>\" onmouseover='alert(1)' <img src=x onerror=alert(1)> "
        + "<a href=javascript:alert(1)>x</a> <svg onload=alert(1)>\0\u001b[31m\u2028data: x\r\n\r\nevent: page";

    private readonly ResultsFolder _records = new();
    private ServedDashboard _dashboard = null!;

    public async Task InitializeAsync() => _dashboard = await ServedDashboard.StartAsync(results: _records.Results);

    public async Task DisposeAsync()
    {
        await _dashboard.DisposeAsync();
        _records.Dispose();
    }

    [Fact]
    public async Task Texts_of_a_record_never_become_markup_on_its_page()
    {
        _records.Complete(HostileRun);
        var pages = await PagesAsync(Id);
        Assert.NotEmpty(pages);
        foreach (var page in pages)
            AssertHarmless(page);
        Assert.Contains(pages, page => page.Body!.TextContent.Contains("document.title='owned'", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Texts_of_events_of_a_record_that_was_cut_short_never_become_markup()
    {
        var folder = _records.New(Id);
        var text = JsonSerializer.Serialize(Hostile);
        string[] events = ["component_starting", "component_ready", "counter", "statistic", "problem", "component_exited"];
        await File.WriteAllLinesAsync(
            Path.Combine(folder, "events.ndjson"),
            events.Select(
                (name, at) =>
                    $"{{\"seq\":{at + 1},\"at\":\"2026-11-23T18:42:05.{100 + at}Z\",\"elapsedMs\":{at + 1},\"event\":\"{name}\","
                    + $"\"component\":{text},\"pid\":1,\"incarnation\":1,\"probe\":{text},\"afterMs\":4,\"name\":{text},"
                    + $"\"text\":{text},\"value\":1,\"group\":{text},"
                    + $"\"kind\":\"crashed\",\"message\":{text},\"exitCode\":1}}"
            )
        );
        var pages = await PagesAsync(Id);
        foreach (var page in pages)
            AssertHarmless(page);
        Assert.Contains(pages, page => page.Body!.TextContent.Contains("document.title='owned'", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Texts_of_a_record_never_become_markup_in_the_list()
    {
        _records.Complete(HostileRun);
        var answer = JsonDocument.Parse(await _dashboard.Client.GetStringAsync("/pages/runs")).RootElement;
        var page = Parse(answer.GetProperty("html").GetString()!);
        AssertHarmless(page);
        Assert.Contains("document.title='owned'", page.Body!.TextContent);
        var link = page.QuerySelector(".runs th a")!;
        Assert.Equal($"/runs/{Id}", link.GetAttribute("href"));
    }

    [Theory]
    [InlineData("20261123-184205-<img src=x onerror=alert(1)>-3f9c")]
    [InlineData("20261123-184205-\" onclick=\"alert(1)-3f9c")]
    [InlineData("20261123-184205-javascript:alert(1)-3f9c")]
    [InlineData("20261123-184205-a?b#c%2e-3f9c")]
    public async Task The_name_of_a_record_folder_never_becomes_markup_and_its_link_finds_it(string id)
    {
        _records.Complete(ResultsFolder.Run(id));
        var list = JsonDocument.Parse(await _dashboard.Client.GetStringAsync("/pages/runs")).RootElement;
        var table = Parse(list.GetProperty("html").GetString()!);
        AssertHarmless(table);
        var link = Assert.Single(table.QuerySelectorAll(".runs th a")).GetAttribute("href")!;
        foreach (var page in await PagesAsync(Uri.UnescapeDataString(link["/runs/".Length..])))
            AssertHarmless(page);
    }

    [Fact]
    public async Task A_plan_can_not_make_a_link_to_anything_but_http()
    {
        var port = FreePort();
        await using var live = await LiveRun.StartAsync(
            (plan, _) =>
                plan.Add(
                    "web",
                    c =>
                        c.Titled("<script>alert(1)</script>")
                            .Run(TestProgram.Path, "http", $"{port}", "200")
                            .ReadyWhen(Probe.Http($"http://127.0.0.1:{port}/\"onclick='alert(1)'<script>"))
                )
        );
        await using var dashboard = await ServedDashboard.StartAsync(results: live.Results);
        await foreach (var update in Pages.FollowAsync(dashboard, live.Id))
        {
            var pages = Pages.MarkupOf(update).Select(Parse).ToList();
            foreach (var page in pages)
                AssertHarmless(page);
            Assert.Contains(
                pages.SelectMany(page => page.QuerySelectorAll(".endpoint a")),
                link => link.GetAttribute("href") == $"http://127.0.0.1:{port}"
            );
            break;
        }
    }

    [Fact]
    public async Task A_refusal_repeats_a_name_as_JSON_text_without_control_characters()
    {
        var answer = await _dashboard.Client.GetAsync($"/api/v1/runs/{Uri.EscapeDataString("<script>\u001b[31m")}");
        Assert.Equal("application/json", answer.Content.Headers.ContentType!.MediaType);
        var body = await answer.Content.ReadAsStringAsync();
        Assert.DoesNotContain("<script>", body);
        Assert.DoesNotContain('\u001b', JsonDocument.Parse(body).RootElement.GetProperty("message").GetString()!);
    }

    private static RunResult HostileRun
    {
        get
        {
            var run = ResultsFolder.FailedRun(Id);
            return run with
            {
                Name = Hostile,
                Label = Hostile,
                PlanFile = $"/{Hostile}",
                Cause = new Problem(ProblemKind.Crashed, Hostile, "algo"),
                FirstCause = new FirstCause
                {
                    Problem = new Problem(ProblemKind.Crashed, Hostile, "algo"),
                    LastLines = [Hostile],
                    Followed = [Hostile],
                    OnlyStopped = [Hostile],
                    NeverStarted = [Hostile],
                    Before = [Hostile],
                },
                Components =
                [
                    .. run.Components.Select(component =>
                        component with
                        {
                            Name = Hostile,
                            Title = Hostile,
                            LastLines = [Hostile],
                            Logs = [$"logs/{Hostile.Replace('/', '-')}"],
                        }
                    ),
                ],
                Expectations = [new ExpectationResult(Hostile, Hostile, Held: false) { Because = Hostile, Text = Hostile }],
                Statistics = [new Statistic(Hostile, Hostile, Hostile, 1, Hostile, Hostile)],
                Problems = [new Problem(ProblemKind.StaleRun, Hostile)],
                Environment = ResultsFolder.Surroundings with { Machine = Hostile, Files = [new FileDigest(Hostile, Hostile, Hostile, 1)] },
            };
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task<IReadOnlyList<IHtmlDocument>> PagesAsync(string id)
    {
        var pages = new List<IHtmlDocument>();
        await foreach (var update in Pages.FollowAsync(_dashboard, id))
            pages.AddRange(Pages.MarkupOf(update).Select(Parse));
        return pages;
    }

    private static IHtmlDocument Parse(string markup) => new HtmlParser().ParseDocument(markup);

    private static void AssertHarmless(IHtmlDocument page)
    {
        Assert.Empty(page.QuerySelectorAll("script, img, iframe, object, embed, link, form, base, style, meta, [src], [srcdoc], [style]"));
        Assert.All(
            page.QuerySelectorAll("*").SelectMany(element => element.Attributes),
            attribute => Assert.False(attribute.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase), attribute.Name)
        );
        Assert.All(page.QuerySelectorAll("[href]"), link => Assert.Matches("^(/|\\./|#|http://)", link.GetAttribute("href")));
        Assert.DoesNotContain('\0', page.Source.Text);
        Assert.DoesNotContain('\u001b', page.Source.Text);
    }
}
