using Beacon.Dashboard.Tests;
using Beacon.Dashboard.Tests.Logs;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Beacon.Dashboard.BrowserTests;

/// <summary>The way from a run's timeline to its logs and back.</summary>
[Collection(BrowserCollection.Name)]
public sealed class TimelineSpecs(Browser browser)
{
    static TimelineSpecs() => SetDefaultExpectTimeout(30_000);

    [BrowserFact]
    public async Task A_click_in_a_living_timeline_opens_the_log_of_the_component_at_that_moment_and_a_line_leads_back()
    {
        await using var live = await LiveRun.StartAsync((plan, _) => plan.Add("web", c => c.Run(TestProgram.Path, "sleep")));
        await using var dashboard = await ServedDashboard.StartAsync(results: live.Results);
        await using var session = await browser.OpenAsync();
        var page = await session.OpenAsync(dashboard.LinkTo($"/runs/{live.Id}"));
        var chart = page.Locator("svg.gantt").First;
        var bar = chart.Locator(".span rect").First;
        await bar.ClickAsync();
        await page.WaitForURLAsync($"{dashboard.Address}runs/{live.Id}/logs?component=api&at=*");
        await Expect(page.Locator(".chooser summary")).ToHaveTextAsync("api");
        await Expect(page.Locator("input.at")).ToHaveValueAsync(new System.Text.RegularExpressions.Regex("^[0-9.]+$"));

        // The bar was clicked on in its middle, not at its begin.
        await Expect(page.Locator(".line")).ToHaveTextAsync([new System.Text.RegularExpressions.Regex("sleeping")]);
        var time = page.Locator(".line time a").First;
        var at = await time.TextContentAsync();
        await time.ClickAsync();
        await page.WaitForURLAsync($"{dashboard.Address}runs/{live.Id}?at=*");
        await Expect(page.Locator("text.moment").Last).ToHaveTextAsync($"{at} s");
        await Expect(page.Locator("line.moment").First).ToBeInViewportAsync();
        Assert.Empty(session.Errors);
    }

    [BrowserFact]
    public async Task The_keyboard_gets_from_a_finished_timeline_to_a_log_and_back()
    {
        using var records = new ResultsFolder();
        var run = RecordedRun.Complete(records, LogRecord.Id);
        await using var dashboard = await ServedDashboard.StartAsync(results: records.Results);
        await using var session = await browser.OpenAsync();
        var page = await session.OpenAsync(dashboard.LinkTo($"/runs/{run.Id}"));
        var links = page.Locator("svg.gantt").Last.Locator("a:not(.row)");
        await links.First.FocusAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        await Expect(links.Nth(1)).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync($"{dashboard.Address}runs/{run.Id}/logs?component=algo&at=0.118");
        await Expect(page.Locator(".line").First).ToContainTextAsync("algo begins");

        await page.GetByRole(AriaRole.Link, new() { Name = "Timeline" }).PressAsync("Enter");
        await page.WaitForURLAsync($"{dashboard.Address}runs/{run.Id}?at=*");
        await Expect(page.Locator("text.moment").Last).ToBeVisibleAsync();
        await BrowserSession.AssertAccessibleAsync(page);
        Assert.Empty(session.Errors);
    }

    [BrowserFact]
    public async Task Every_place_of_a_row_leads_to_the_log_at_its_moment()
    {
        using var records = new ResultsFolder();
        var run = RecordedRun.Complete(records, LogRecord.Id);
        await using var dashboard = await ServedDashboard.StartAsync(results: records.Results);
        await using var session = await browser.OpenAsync();
        var page = await session.OpenAsync(dashboard.LinkTo($"/runs/{run.Id}"));
        var row = page.Locator("svg.gantt").Last.Locator(".row rect").First;
        var box = (await row.BoundingBoxAsync())!;
        await row.ClickAsync(
            new()
            {
                Position = new() { X = box.Width - 2, Y = 2 },
            }
        );
        await page.WaitForURLAsync($"{dashboard.Address}runs/{run.Id}/logs?component=engine&at=*");
        var at = double.Parse(new Uri(page.Url).Query.Split("at=")[1], System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(at, 2.9, 3.001);
    }
}
