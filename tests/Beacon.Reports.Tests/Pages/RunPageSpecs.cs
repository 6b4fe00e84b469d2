using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Beacon.Records.Events;
using Beacon.Records.Layout;
using Beacon.Records.Statistics;
using Beacon.Reports.Pages;

namespace Beacon.Reports.Tests.Pages;

/// <summary>The page of a run that lasts, whose record is written by the test.</summary>
public sealed class RunPageSpecs : IDisposable
{
    private const string Id = "20261123-184205-shop-3f9c";

    private readonly ResultsFolder _records = new();
    private readonly string _folder;
    private readonly RunPage _page;

    public RunPageSpecs()
    {
        _folder = _records.Living(Id);
        File.WriteAllText(
            Path.Combine(_folder, RecordLayout.PlanFile),
            "beacon.components { api { command = sleep }, web { command = sleep } }\n"
        );
        _page = new RunPage(_folder);
        Happens(new RunStarted(Id, _folder));
    }

    public void Dispose()
    {
        _page.Dispose();
        _records.Dispose();
    }

    [Fact]
    public void Only_the_row_of_a_component_that_has_changed_is_rendered_anew()
    {
        Happens(Of("api", new ComponentStarting(101, 1)), Of("web", new ComponentStarting(102, 1)));
        var before = Rows();
        Happens(Of("web", new ComponentReady("started", TimeSpan.FromSeconds(1))));
        var after = Rows();

        Assert.Same(before["component:api"], after["component:api"]);
        Assert.NotSame(before["component:web"], after["component:web"]);
        Assert.Contains("ready", after["component:web"].Html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sample_that_looks_the_same_leaves_a_row_as_it_is()
    {
        Happens(Of("api", new ComponentStarting(101, 1)));
        Samples("1000,api,0.5001,1048576,1");
        var before = Rows()["component:api"];
        Samples("2000,api,0.5002,1048577,1");
        var same = Rows()["component:api"];
        Samples("3000,api,0.7,1048577,1");
        var other = Rows()["component:api"];

        Assert.Contains("50", before.Html, StringComparison.Ordinal);
        Assert.Same(before, same);
        Assert.Contains("70", other.Html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_says_since_when_its_component_runs_and_the_header_what_time_it_is()
    {
        Happens(Of("api", new ComponentStarting(101, 1)) with { Elapsed = TimeSpan.FromMilliseconds(1250) });
        var page = Render();

        Assert.Equal("1.25", page.QuerySelector("[data-key=api] [data-since]")!.GetAttribute("data-since"));
        Assert.Null(page.QuerySelector("[data-key=web] [data-since]"));
        Assert.True(double.Parse(page.QuerySelector("[data-elapsed]")!.GetAttribute("data-elapsed")!, null) >= 0);
    }

    [Fact]
    public void Conditions_say_whether_the_run_can_be_compared_so_far()
    {
        Happens(Of("api", new ComponentStarting(101, 1)), new RunOperational(TimeSpan.FromSeconds(1)));
        Samples("2990,api,0.5,1048576,1");
        MachineSamples("500,9,0.9", "2000,1.5,0.25", "3000,1.25,0.75");
        Assert.Equal(
            [
                "comparable so far: yes",
                "datagrams lost: none",
                $"busy cores: 1.25 of {Environment.ProcessorCount}",
                "with other programs: 0.75",
                "waited for a core: 50 % of the time",
            ],
            Conditions()
        );
        Happens(
            new ProblemRaised(new Problem(ProblemKind.DatagramsLost, "api lost 12 datagrams", "api")),
            Of("web", new ComponentStarting(102, 2))
        );
        Assert.Equal(["comparable so far: no", "datagrams lost: by api"], Conditions()[..2]);
        Assert.Equal(
            ["Not comparable: api lost 12 datagrams", "Not comparable: web was restarted (1)"],
            Render().QuerySelectorAll(".conditions .note").Select(note => note.TextContent)
        );
    }

    [Fact]
    public void Statistics_are_shown_as_they_come_and_become_no_curve()
    {
        Happens(Of("api", new StatisticReported(new Statistic("api", "", "Orders", 157, "", "157"), Final: true)));

        Assert.Equal("157", Render().QuerySelector(".numbers td")!.TextContent);
        Assert.Null(Render().QuerySelector(".charts"));
    }

    [Fact]
    public void Thousands_of_counters_have_no_more_curves_than_a_page_shows()
    {
        Happens([
            .. Enumerable
                .Range(0, 5_000)
                .Select(number =>
                    Of("api", new StatisticReported(new Statistic("api", "", $"c{number % 500}", number, "", $"{number}"), Final: false))
                ),
        ]);
        var page = Render();

        Assert.Equal(60, page.QuerySelectorAll(".small .chart").Length);
        Assert.Contains("The first 60 of 500 counters", page.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Once_the_run_has_ended_the_page_is_its_report()
    {
        Render();
        Assert.False(_page.IsOver);
        _records.Complete(ResultsFolder.Run(Id));

        Assert.Contains("completed", Render().Body!.TextContent, StringComparison.Ordinal);
        Assert.True(_page.IsOver);
    }

    private void Happens(params RunEvent[] events) =>
        ResultsFolder.Append(_folder, [.. events.Select(happened => happened with { At = ResultsFolder.Start })]);

    private void Samples(string row) => AppendTo(RecordLayout.ResourcesFile, "elapsedMs,component,cpuShare,rssBytes,processes", row);

    private void MachineSamples(params string[] rows) => AppendTo(RecordLayout.MachineFile, "elapsedMs,busyCores,cpuWaitingShare", rows);

    private void AppendTo(string name, string heading, params string[] rows)
    {
        var file = Path.Combine(_folder, name);
        File.AppendAllLines(file, File.Exists(file) ? rows : rows.Prepend(heading));
    }

    private Dictionary<string, PageSection> Rows() =>
        _page.Render().Where(section => section.Within is not null).ToDictionary(section => section.Name);

    private string[] Conditions() =>
        [
            .. Render()
                .QuerySelectorAll(".conditions .facts > div")
                .Select(fact => $"{fact.FirstElementChild!.TextContent}: {fact.LastElementChild!.TextContent}"),
        ];

    // The page as the script puts it together: what is within another section is a child of the element of that id.
    private IHtmlDocument Render()
    {
        var html = "";
        foreach (var section in _page.Render())
            html = section.Within is { } id
                ? html.Replace($"<!--{id}-->", $"{section.Html}<!--{id}-->", StringComparison.Ordinal)
                : html + section.Html.Replace("</tbody>", "<!--component-rows--></tbody>", StringComparison.Ordinal);
        return new HtmlParser().ParseDocument(html);
    }

    private static T Of<T>(string component, T happened)
        where T : ComponentEvent => happened with { Component = component };
}
