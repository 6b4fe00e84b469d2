using System.Security.Cryptography;
using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Beacon.Plans;
using Beacon.Processes;
using Beacon.Records.Environments;
using Beacon.Records.Events;
using Beacon.Records.Json;
using Beacon.Records.Layout;
using Beacon.Records.Reading;
using Beacon.Records.Recording;
using Beacon.Records.Statistics;
using Beacon.Reports.Html;

namespace Beacon.Reports.Tests.Html;

public sealed class RunReportSpecs : IDisposable
{
    private const string Id = "20261123-184205-beacon-3f9c";
    private const string Hostile =
        "<script>document.title='owned'</script></pre></style></title>\" onmouseover='alert(1)' "
        + "<img src=x onerror=alert(1)>\0\u001b[31m &lt;";

    private static readonly string[] KnownAttributes =
    [
        "class",
        "content",
        "http-equiv",
        "charset",
        "name",
        "lang",
        "href",
        "title",
        "style",
        "open",
        "scope",
        "colspan",
        "role",
        "tabindex",
        "height",
        "width",
        "x",
        "y",
        "x1",
        "x2",
        "y1",
        "y2",
        "cx",
        "cy",
        "r",
        "dy",
        "points",
        "viewBox",
        "preserveAspectRatio",
    ];

    private readonly ResultsFolder _records = new();

    public void Dispose() => _records.Dispose();

    [Fact]
    public void The_report_shows_the_verdict_first_then_the_statistics_as_printed()
    {
        var page = PageOf(_records.Complete(ResultsFolder.Run(Id)));
        Assert.Equal("completed after 3.0 s", page.QuerySelector("main > header:first-child h1")!.TextContent);
        Assert.Equal(
            [("Orders Sent", "157 *"), ("p99", "4.621 μs")],
            page.QuerySelectorAll(".numbers tr").Select(row => (row.Children[0].TextContent, row.Children[1].TextContent)).Order()
        );
        Assert.Equal("completed", page.QuerySelector("header")!.ClassName);
    }

    [Fact]
    public void The_report_of_a_failed_run_shows_the_cause_and_that_it_is_not_comparable()
    {
        var page = PageOf(_records.Complete(ResultsFolder.FailedRun(Id)));
        Assert.Contains("SIGSEGV", page.QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("the run failed", page.QuerySelector(".not-comparable")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("lines_skipped", page.QuerySelector(".problems")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("AMD EPYC 9354", page.QuerySelector(".pairs")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void The_report_lists_what_came_of_the_expectations()
    {
        var run = ResultsFolder.Run(Id) with
        {
            ExitCode = 5,
            Expectations =
            [
                new ExpectationResult("algo.latency.p99", "< 50 µs", Held: true) { Value = 4.6, Text = "4.6 μs" },
                new ExpectationResult("nothing", "= 0", Held: false) { Because = Hostile },
            ],
        };
        var page = PageOf(_records.Complete(run));
        Assert.Contains("after 3.0 s, 1 of 2 expectations not met", page.QuerySelector("h1")!.TextContent);
        Assert.Equal("algo.latency.p99 < 50 µs 4.6 μs", page.QuerySelector(".expectations .held")!.TextContent);
        Assert.StartsWith("nothing = 0", page.QuerySelector(".expectations .not-met")!.TextContent);
        Assert.Empty(page.QuerySelectorAll(".expectations script"));
    }

    [Fact]
    public void A_record_that_was_cut_short_has_a_report()
    {
        var folder = _records.New(Id);
        File.WriteAllLines(
            Path.Combine(folder, "events.ndjson"),
            [
                Line(100, "algo", "component_starting", "\"pid\":1,\"incarnation\":1"),
                Line(104, "algo", "component_ready", "\"probe\":\"started\",\"afterMs\":4"),
            ]
        );
        var page = Parse(RunReport.Write(folder, RunRecord.Read(folder).Result));
        Assert.Contains("cut short", page.QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
        Assert.Single(page.QuerySelectorAll("svg.gantt .span"));
    }

    [Fact]
    public void Output_and_names_of_components_never_become_markup()
    {
        var run = ResultsFolder.FailedRun(Id);
        var page = PageOf(
            Recorded(
                run with
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
                    },
                    Components =
                    [
                        .. run.Components.Select(component =>
                            component with
                            {
                                Title = Hostile,
                                Logs = [$"logs/{Hostile.Replace('/', '-')}"],
                            }
                        ),
                    ],
                    Statistics = [new Statistic("algo", Hostile, Hostile, 1, "", Hostile)],
                    Problems = [new Problem(ProblemKind.StaleRun, Hostile)],
                    Environment = ResultsFolder.Surroundings with
                    {
                        Machine = Hostile,
                        Files = [new FileDigest(Hostile, Hostile, Hostile, 1)],
                    },
                }
            )
        );

        Assert.True(
            page.QuerySelectorAll("*").Count(element => element.TextContent.Contains("document.title='owned'", StringComparison.Ordinal))
                > 10
        );
        Assert.Contains(
            "<script>document.title='owned'</script>",
            page.QuerySelectorAll("pre").Last().TextContent,
            StringComparison.Ordinal
        );
        Assert.Single(page.QuerySelectorAll("script"));
        Assert.Empty(page.QuerySelectorAll("img, iframe, object, embed, link, form, base, [src]"));
        Assert.All(
            page.QuerySelectorAll("*").SelectMany(element => element.Attributes),
            attribute =>
                Assert.True(
                    KnownAttributes.Contains(attribute.Name)
                        || attribute.Name.StartsWith("data-", StringComparison.Ordinal)
                        || attribute.Name.StartsWith("aria-", StringComparison.Ordinal),
                    attribute.Name
                )
        );
        Assert.All(page.QuerySelectorAll("a"), link => Assert.StartsWith("./logs/", link.GetAttribute("href"), StringComparison.Ordinal));
        Assert.DoesNotContain('\0', page.Source.Text);
        Assert.DoesNotContain('\u001b', page.Source.Text);
    }

    [Fact]
    public void The_content_security_policy_allows_no_network_and_only_the_script_of_the_page()
    {
        var page = PageOf(_records.Complete(ResultsFolder.Run(Id)));
        var policy = page.QuerySelector("meta[http-equiv=Content-Security-Policy]")!.GetAttribute("content")!;
        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(page.QuerySelector("script")!.TextContent)));
        Assert.Equal(
            $"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'",
            policy
        );
        Assert.DoesNotContain("url(", page.Source.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Resource_usage_and_counters_are_drawn_over_time()
    {
        var run = Recorded(ResultsFolder.Run(Id));
        File.WriteAllLines(
            Path.Combine(run.Record, "resources.csv"),
            [
                "elapsedMs,later,component,cpuShare,rssBytes,processes,readBytes,writtenBytes",
                "500,x,engine,0.5,1048576,1,0,0",
                "1000,x,engine,1.5,2097152,1,0,0",
                "1500,x,engine,NaN,,1,,",
                "2000,x,engine,0.25,0,0,4096,4096",
                "cut",
            ]
        );
        var charts = PageOf(run).QuerySelectorAll("figure.chart").ToDictionary(chart => chart.QuerySelector("figcaption")!.TextContent);
        Assert.Equal(3, PointsOf(charts["CPU, in cores"]));
        Assert.Equal(2, PointsOf(charts["Memory, resident"]));
        Assert.Equal(2, PointsOf(charts["Input and output, storage"]));
        Assert.Contains("2 MiB", charts["Memory, resident"].TextContent, StringComparison.Ordinal);
        Assert.Equal(3, PointsOf(charts["Your Algorithm: md"]));
    }

    [Fact]
    public void The_start_is_drawn_with_its_critical_path()
    {
        var run = Recorded(ResultsFolder.Run(Id));
        File.WriteAllText(
            Path.Combine(run.Record, "plan.conf"),
            "beacon.components { engine.command = sleep, other.command = sleep, algo { command = sleep, depends-on = [engine, other] } }"
        );
        var page = PageOf(run);
        Assert.Contains("Critical path: Matching Engine 106 ms → Your Algorithm 110 ms", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(2, page.QuerySelectorAll("svg.gantt").First().QuerySelectorAll("text.critical").Length);
        Assert.Contains("ready after 106 ms: tcp-listen 9000", page.QuerySelector(".span title")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Orders_by_hand_are_marked_in_the_timeline_and_said_in_words()
    {
        var run = Recorded(ResultsFolder.Run(Id));
        File.AppendAllLines(
            Path.Combine(run.Record, "events.ndjson"),
            [Order(1500, "\"action\":\"signal\",\"component\":\"algo\",\"signal\":\"SIGHUP\""), Order(2800, "\"action\":\"stop\"")]
        );
        var page = PageOf(run);
        var chart = page.QuerySelectorAll("svg.gantt").Last();
        Assert.Equal(
            [
                "send SIGHUP to Your Algorithm at 1.5 s\nby beacon (pid 4711, uid 1000)",
                "stop the run at 2.8 s\nby beacon (pid 4711, uid 1000)",
            ],
            chart.QuerySelectorAll(".order title").Select(title => title.TextContent)
        );
        Assert.Equal("the life of each component over time, 2 orders by hand", chart.GetAttribute("aria-label"));
        Assert.Contains("ordered by hand", page.QuerySelector(".legend")!.TextContent, StringComparison.Ordinal);
        Assert.Contains(
            "By hand: send SIGHUP to Your Algorithm at 1.5 s, by beacon (pid 4711, uid 1000); stop the run at 2.8 s, by beacon",
            page.Body!.TextContent,
            StringComparison.Ordinal
        );

        static string Order(int milliseconds, string what) =>
            $"{{\"event\":\"control\",\"at\":\"2026-11-23T18:42:05.123Z\",\"elapsedMs\":{milliseconds},{what},"
            + "\"by\":{\"uid\":1000,\"pid\":4711,\"program\":\"beacon\"}}";
    }

    [Fact]
    public void A_timeline_without_a_server_has_no_links_and_no_word_of_them()
    {
        var page = PageOf(Recorded(ResultsFolder.Run(Id)));
        Assert.Equal(2, page.QuerySelectorAll("svg.gantt[role=img]").Length);
        Assert.Empty(page.QuerySelectorAll("svg.gantt a, svg.gantt .row"));
        Assert.DoesNotContain("opens its log", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("by hand", page.Body.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void The_report_of_a_large_run_has_a_limited_size()
    {
        var components = Enumerable
            .Range(0, 100)
            .Select(number => new ComponentResult
            {
                Name = $"c{number}",
                Title = $"Component {number}",
                Exit = ExitStatus.Exited(0),
            })
            .ToList();
        var run = _records.Complete(ResultsFolder.Run(Id) with { Components = [.. components] });
        File.WriteAllLines(
            Path.Combine(run.Record, "events.ndjson"),
            Enumerable
                .Range(0, 10_000)
                .Select(number =>
                    RunEventJson.Write(
                        new ComponentStopping(UnixSignal.SIGTERM)
                        {
                            At = ResultsFolder.Start,
                            Elapsed = TimeSpan.FromMilliseconds(number),
                            Component = $"c{number % 100}",
                        }
                    )!
                )
        );
        File.WriteAllLines(
            Path.Combine(run.Record, "resources.csv"),
            Enumerable
                .Range(0, 100_000)
                .Select(number => $"{number / 100},c{number % 100},{number % 7}")
                .Prepend("elapsedMs,component,cpuShare")
        );

        var page = PageOf(run);
        Assert.Contains("8,000 events are left out here", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("The 8 of 100 with the highest values", page.Body.TextContent, StringComparison.Ordinal);
        Assert.Equal(8, page.QuerySelectorAll(".line").Length);
        Assert.True(new FileInfo(Path.Combine(run.Record, RecordLayout.ReportFile)).Length < 1_000_000);
    }

    [Fact]
    public async Task A_report_that_cannot_be_written_is_only_a_problem()
    {
        var plan = RunPlan.Load(new PlanSources { Settings = ["beacon.components.a.command = sleep"], Results = _records.Results });
        var recorder = RunRecorder.Create(plan, ResultsFolder.Start, (folder, result) => RunReport.Write(folder, result));
        Directory.CreateDirectory(Path.Combine(recorder.Folder, "report.html"));
        var result = ResultsFolder.Run(recorder.Run) with { Record = recorder.Folder };
        await recorder.CompleteAsync(
            result,
            new RunFinished(RunOutcome.Completed, 0, null, recorder.Folder) { At = ResultsFolder.Start, Elapsed = TimeSpan.Zero }
        );

        var problem = await recorder.ReportAsync(result);
        Assert.Equal(ProblemKind.RecordNotWritten, problem!.Kind);
        Assert.StartsWith($"{recorder.Folder}/report.html was not written: ", problem.Message, StringComparison.Ordinal);
        Assert.Equal(RecordState.Complete, RunRecord.Read(recorder.Folder).State);
    }

    // A complete record with events of a start, counters, and hostile logs.
    private RunResult Recorded(RunResult run)
    {
        run = _records.Complete(run);
        string[] events =
        [
            Line(10, "engine", "component_starting", "\"pid\":1,\"incarnation\":1"),
            Line(116, "engine", "component_ready", "\"probe\":\"tcp-listen 9000\",\"afterMs\":106"),
            Line(118, "algo", "component_starting", "\"pid\":2,\"incarnation\":1"),
            Line(228, "algo", "component_ready", "\"probe\":\"started\",\"afterMs\":110"),
            .. Enumerable
                .Range(1, 3)
                .Select(number =>
                    Line(
                        300 + number,
                        "algo",
                        "statistic",
                        $"\"group\":\"\",\"name\":\"md\",\"value\":{number},\"unit\":\"\",\"text\":\"{number}\",\"final\":false"
                    )
                ),
            Line(2900, "algo", "component_exited", "\"exitCode\":0"),
        ];
        File.WriteAllLines(Path.Combine(run.Record, "events.ndjson"), events);
        File.WriteAllText(Path.Combine(run.Record, "logs/algo.out.log"), Hostile + "\n");
        return run;
    }

    private static string Line(int milliseconds, string component, string happened, string details) =>
        $"{{\"event\":\"{happened}\",\"at\":\"2026-11-23T18:42:05.123Z\",\"elapsedMs\":{milliseconds},"
        + $"\"component\":\"{component}\",{details}}}";

    private static int PointsOf(IElement chart) => chart.QuerySelector(".line")!.GetAttribute("points")!.Split(' ').Length;

    private static AngleSharp.Html.Dom.IHtmlDocument PageOf(RunResult run) => Parse(RunReport.Write(run.Record, run));

    private static AngleSharp.Html.Dom.IHtmlDocument Parse(string path) => new HtmlParser().ParseDocument(File.ReadAllText(path));
}
