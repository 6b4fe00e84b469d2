using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Beacon.Records.Comparing;
using Beacon.Records.Events;
using Beacon.Records.Statistics;
using Beacon.Reports.Html;

namespace Beacon.Reports.Tests.Html;

public sealed class ComparisonReportSpecs : IDisposable
{
    private const string Hostile =
        "<script>document.title='owned'</script></title></svg>\" onmouseover='alert(1)' <img src=x onerror=alert(1)>\0\u001b[31m";

    private readonly string _folder = Directory.CreateTempSubdirectory("beacon-comparison-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Every_run_is_a_point_on_its_side_and_in_the_order_of_time()
    {
        var page = PageOf(ComparedRuns.Compare(ComparedRuns.Of("A", 0, 4.1, 4.2, 4.2, 4.3), ComparedRuns.Of("B", 10, 4.9, 5.0, 5.1)));
        Assert.Equal(4, page.QuerySelectorAll(".sides .point.c0").Length);
        Assert.Equal(3, page.QuerySelectorAll(".sides .point.c1").Length);
        Assert.Equal(2, page.QuerySelectorAll(".sides .median").Length);
        Assert.Equal(
            ["A-1", "A-2", "A-3", "A-4", "B-1", "B-2", "B-3"],
            page.QuerySelectorAll(".trend .point title").Select(title => title.TextContent.Split('\n')[1])
        );
        Assert.Equal("4.900 µs\nB-1\n2026-11-23 09:10:00 UTC", page.QuerySelector(".trend .point.c1 title")!.TextContent);
    }

    [Fact]
    public void A_point_links_to_the_page_of_its_run_if_the_page_exists()
    {
        var record = Directory.CreateDirectory(Path.Combine(_folder, "my runs", "A#1")).FullName;
        File.WriteAllText(Path.Combine(record, "report.html"), "");
        var baseline = ComparedRuns.Of("A", 0, 4.1, 4.2);
        baseline = baseline with
        {
            Runs = [baseline.Runs.First() with { Record = record }, baseline.Runs.Last() with { Record = Path.Combine(_folder, "gone") }],
        };
        var page = PageOf(ComparedRuns.Compare(baseline, ComparedRuns.Of("B", 10, 5.1, 5.2)));
        Assert.Equal("my%20runs/A%231/report.html", Assert.Single(page.QuerySelectorAll(".trend a")).GetAttribute("href"));
        Assert.Equal("A-1", page.QuerySelector(".trend a .point title")!.TextContent.Split('\n')[1]);
    }

    [Fact]
    public void Points_of_the_same_value_do_not_overlap()
    {
        var page = PageOf(ComparedRuns.Compare(ComparedRuns.Of("A", 0, 4, 4, 4, 4, 4), ComparedRuns.Of("B", 10, 5, 5)));
        Assert.Equal(5, page.QuerySelectorAll(".sides .point.c0").Select(point => point.GetAttribute("cx")).Distinct().Count());
    }

    [Fact]
    public void The_trend_shows_the_compared_and_all_other_runs_in_one_unit()
    {
        var history = new[]
        {
            ComparedRuns.Run("old", -5, ComparedRuns.Printed("Tick to Trade", "p99", "0.004 ms")),
            ComparedRuns.Run("between", 5, ComparedRuns.Latency(4.4)),
            ComparedRuns.Run("odd", 7, ComparedRuns.Printed("Tick to Trade", "p99", "7 MiB")),
        };
        var page = PageOf(
            ComparedRuns.Compare(ComparedRuns.Of("A", 0, 4.1, 4.2), ComparedRuns.Of("B", 10, 5.1, 5.2)),
            [.. history, .. ComparedRuns.Of("A", 0, 4.1, 4.2).Runs]
        );
        Assert.Equal(
            ["old", "A-1", "A-2", "between", "B-1", "B-2"],
            page.QuerySelectorAll(".trend .point title").Select(title => title.TextContent.Split('\n')[1])
        );
        Assert.Equal(
            ["0.004 ms", "4.400 µs"],
            page.QuerySelectorAll(".trend .other title").Select(title => title.TextContent.Split('\n')[0])
        );
        Assert.Empty(page.QuerySelectorAll(".sides .other"));
        Assert.Equal(["5.200 µs", "4.000 µs"], page.QuerySelectorAll(".trend .ylabel").Select(label => label.TextContent));
        Assert.Contains("the other 3 runs of the plan", page.QuerySelector(".legend")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void An_outlier_does_not_compress_the_scale_of_the_other_runs()
    {
        var page = PageOf(
            ComparedRuns.Compare(
                ComparedRuns.Of("A", 0, 4.0, 4.1, 4.2, 4.3, 4.4, 900),
                ComparedRuns.Of("B", 10, 4.0, 4.1, 4.2, 4.3, 4.4, 4.5)
            ),
            [ComparedRuns.Run("old", -5, ComparedRuns.Latency(0.001))]
        );
        Assert.Equal(["4.500 µs", "4.000 µs"], page.QuerySelectorAll(".sides .ylabel").Select(label => label.TextContent));
        Assert.Equal(
            ["0.001 µs", "900.000 µs"],
            page.QuerySelectorAll(".trend .beyond title").Select(title => title.TextContent.Split('\n')[0])
        );
        Assert.Contains("set aside A-6", page.QuerySelector(".callout")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_shows_the_verdict_first_and_the_worst_statistic_before_the_others()
    {
        static NamedRuns Side(string name, int place, double latency) =>
            new(
                name,
                [
                    .. Enumerable
                        .Range(0, 8)
                        .Select(number =>
                            ComparedRuns.Run(
                                $"{name}-{number}",
                                place + number,
                                ComparedRuns.Printed("", "p50", "1.00 µs"),
                                ComparedRuns.Latency(latency + (number * 3 % 8 * 0.001))
                            )
                        ),
                ]
            );
        var page = PageOf(ComparedRuns.Compare(Side("A", 0, 4), Side("B", 10, 5)));
        Assert.Equal("failed", page.QuerySelector("main > header:first-child")!.ClassName);
        Assert.Contains(
            "regression: 1 of 2 statistics is worse: algorithm.tick-to-trade.p99",
            page.QuerySelector("h1")!.TextContent,
            StringComparison.Ordinal
        );
        Assert.Equal(
            ["algorithm.tick-to-trade.p99", "algorithm.p50"],
            page.QuerySelectorAll(".card h3").Select(title => title.TextContent)
        );
        Assert.Equal(
            ["algorithm.tick-to-trade.p99", "algorithm.p50"],
            page.QuerySelectorAll(".compared a")
                .Select(link => page.QuerySelector(link.GetAttribute("href")!)!.QuerySelector("h3")!.TextContent)
        );
        Assert.Equal("✗ worse", page.QuerySelector("tr.Regression td")!.TextContent);
    }

    [Fact]
    public void A_statistic_of_one_side_or_in_incompatible_units_is_listed()
    {
        static NamedRuns Side(string name, int place, params Statistic[] statistics) =>
            new(name, [ComparedRuns.Run($"{name}-1", place, [.. statistics, ComparedRuns.Latency(4)])]);
        var page = PageOf(
            ComparedRuns.Compare(
                Side("A", 0, ComparedRuns.Printed("", "size", "4 ms"), ComparedRuns.Printed("", "gone", "1")),
                Side("B", 10, ComparedRuns.Printed("", "size", "4 MiB"), ComparedRuns.Printed("", "new", "2"))
            )
        );
        Assert.Equal(4, page.QuerySelectorAll(".card").Length);
        Assert.Equal(
            ["new", "gone"],
            page.QuerySelectorAll(".card")
                .Select(card => card.QuerySelector("h3")!.TextContent.Split('.')[1])
                .Where(name => name is "new" or "gone")
                .OrderDescending()
        );
        Assert.DoesNotContain("NaN", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("∞", page.Body.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Output_and_names_of_components_never_become_markup()
    {
        static NamedRuns Side(int place) =>
            new(
                Hostile,
                [
                    ComparedRuns.Run($"{Hostile}{place}", place, new Statistic(Hostile, Hostile, Hostile, place, Hostile, Hostile)),
                    ComparedRuns.Run($"out{place}", place) with
                    {
                        Problems = [new Problem(ProblemKind.MachineOverloaded, Hostile)],
                    },
                ]
            );
        var page = PageOf(ComparedRuns.Compare(Side(1), Side(2)), Side(3).Runs);
        Assert.Contains("document.title='owned'", page.QuerySelector(".trend title")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("document.title='owned'", page.QuerySelector(".callout")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("document.title='owned'", page.Title, StringComparison.Ordinal);
        Assert.Single(page.QuerySelectorAll("script"));
        Assert.Empty(page.QuerySelectorAll("img, iframe, object, embed, link, form, base, [src]"));
        Assert.DoesNotContain(
            page.QuerySelectorAll("*").SelectMany(element => element.Attributes),
            attribute => attribute.Name.StartsWith("on", StringComparison.Ordinal)
        );
        Assert.All(page.QuerySelectorAll("a"), link => Assert.StartsWith("#", link.GetAttribute("href"), StringComparison.Ordinal));
        Assert.Contains(
            "script-src 'sha256-",
            page.QuerySelector("meta[http-equiv=Content-Security-Policy]")!.GetAttribute("content"),
            StringComparison.Ordinal
        );
        Assert.DoesNotContain('\0', page.Source.Text);
        Assert.DoesNotContain('\u001b', page.Source.Text);
    }

    [Fact]
    public void A_thousand_statistics_and_a_long_history_give_a_page_of_limited_size()
    {
        static NamedRuns Side(string name, int place, int runs) =>
            new(
                name,
                [
                    .. Enumerable
                        .Range(0, runs)
                        .Select(run =>
                            ComparedRuns.Run(
                                $"{name}-{run}",
                                place + run,
                                [
                                    .. Enumerable
                                        .Range(0, 1000)
                                        .Select(number => new Statistic("algorithm", "", $"s{number}", run, "", $"{run}")),
                                ]
                            )
                        ),
                ]
            );
        var page = PageOf(ComparedRuns.Compare(Side("A", 200, 10), Side("B", 300, 10)), Side("H", 0, 100).Runs);
        Assert.Equal(200, page.QuerySelectorAll(".card").Length);
        Assert.Contains("The first 200 of 1,000 statistics", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(1001, page.QuerySelectorAll(".compared tr").Length);
        Assert.All(
            page.QuerySelectorAll(".compared a"),
            link => Assert.True(link.GetAttribute("href") is null || page.QuerySelector(link.GetAttribute("href")!) is not null)
        );
        Assert.True(page.Source.Length < 6_000_000);
    }

    private IHtmlDocument PageOf(Comparison comparison, IEnumerable<RunResult>? history = null)
    {
        var path = Path.Combine(_folder, ComparisonReport.FileName);
        ComparisonReport.Write(comparison, history ?? [], path);
        Assert.Single(Directory.GetFiles(_folder));
        return new HtmlParser().ParseDocument(File.ReadAllText(path));
    }
}
