using Beacon.Dashboard.Tests;
using Beacon.Plans;
using Beacon.Records.Events;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Beacon.Dashboard.BrowserTests;

/// <summary>What a person does with the dashboard, with real processes behind it.</summary>
[Collection(BrowserCollection.Name)]
public sealed class BehaviourSpecs(Browser browser)
{
    private const string AskForLink = "text=Open the link that beacon printed";
    private const string Lost = "The connection is lost; trying again …";

    static BehaviourSpecs() => SetDefaultExpectTimeout(30_000);

    [BrowserFact]
    public async Task The_token_leaves_the_address_bar_and_survives_a_reload()
    {
        await using var dashboard = await ServedDashboard.StartAsync();
        await using var session = await browser.OpenAsync();
        var page = await session.OpenAsync(dashboard.Link);
        await Expect(page.Locator(".empty")).ToBeVisibleAsync();
        Assert.Equal(dashboard.Address.ToString(), page.Url);
        await page.ReloadAsync();
        await Expect(page.Locator(".empty")).ToBeVisibleAsync();
        Assert.Empty(session.Errors);
    }

    [BrowserFact]
    public async Task Another_tab_gets_the_token_from_the_first()
    {
        await using var dashboard = await ServedDashboard.StartAsync();
        await using var session = await browser.OpenAsync();
        var alone = await session.OpenAsync(dashboard.Address.ToString());
        await Expect(alone.Locator(AskForLink)).ToBeVisibleAsync();
        var first = await session.OpenAsync(dashboard.Link);
        await Expect(first.Locator(".empty")).ToBeVisibleAsync();
        var other = await session.OpenAsync(dashboard.Address.ToString());
        await Expect(other.Locator(".empty")).ToBeVisibleAsync();
        await Expect(alone.Locator(".empty")).ToBeVisibleAsync();
    }

    [BrowserFact]
    public async Task A_component_is_restarted_after_a_question()
    {
        await using var live = await LiveRun.StartAsync();
        await using var dashboard = await ServedDashboard.StartAsync(results: live.Results);
        await using var session = await browser.OpenAsync();
        var page = await session.OpenAsync(dashboard.LinkTo($"/runs/{live.Id}"));
        var row = page.Locator("tr[data-key=api]");
        var pid = row.Locator("td").Nth(1);
        var before = await pid.TextContentAsync();
        Assert.Matches("^[0-9]+$", before);

        await row.Locator("button[data-order=restart]").ClickAsync();
        await Expect(page.Locator("#question")).ToHaveTextAsync("Restart api?");
        await BrowserSession.AssertAccessibleAsync(page);
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator("#confirm")).ToBeHiddenAsync();
        Assert.Equal(before, await pid.TextContentAsync());

        await row.Locator("button[data-order=restart]").ClickAsync();
        await page.Locator("#yes").ClickAsync();
        await Expect(page.Locator("#toasts")).ToContainTextAsync("restart: done, api");
        await Expect(pid).Not.ToHaveTextAsync(before!);
        await Expect(row.Locator(".state")).ToHaveTextAsync("ready");
        Assert.Empty(session.Errors);
    }

    [BrowserFact]
    public async Task A_pid_and_an_address_are_copied()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        var address = $"{listener.LocalEndpoint}";
        await using var live = await LiveRun.StartAsync(
            (plan, _) => plan.Add("web", c => c.Titled("Web").Run(TestProgram.Path, "sleep").ReadyWhen(Probe.TcpConnect(address)))
        );
        await using var dashboard = await ServedDashboard.StartAsync(results: live.Results);
        await using var session = await browser.OpenAsync();
        var page = await session.OpenAsync(dashboard.LinkTo($"/runs/{live.Id}"));
        await page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        var pid = await page.Locator("tr[data-key=web] td").Nth(1).TextContentAsync();
        foreach (var (name, copied) in new[] { ("copy the pid of Web", pid), ($"copy the address {address}", address) })
        {
            await page.GetByRole(AriaRole.Button, new() { Name = name }).PressAsync("Enter");
            await Expect(page.Locator("#toasts")).ToContainTextAsync($"copied: {copied}");
            Assert.Equal(copied, await page.EvaluateAsync<string>("navigator.clipboard.readText()"));
        }

        Assert.Empty(session.Errors);
    }

    [BrowserFact]
    public async Task A_signal_is_chosen_and_sent()
    {
        await using var live = await LiveRun.StartAsync(
            (plan, _) => plan.Add("deaf", c => c.Run(TestProgram.Path, "ignore", "SIGHUP").ReadyWhen(Probe.Log("ignoring")))
        );
        await using var dashboard = await ServedDashboard.StartAsync(results: live.Results);
        await using var session = await browser.OpenAsync();
        var page = await session.OpenAsync(dashboard.LinkTo($"/runs/{live.Id}"));
        await page.Locator("tr[data-key=deaf] button[data-order=signal]").ClickAsync();
        await page.Locator("#signal").SelectOptionAsync("SIGHUP");
        await page.Locator("#yes").ClickAsync();
        await Expect(page.Locator("#toasts")).ToContainTextAsync("signal: done, deaf");
    }

    [BrowserFact]
    public async Task A_run_that_fails_shows_its_first_cause_and_becomes_its_report()
    {
        await using var live = await LiveRun.StartAsync(
            (plan, run) =>
                plan.Add(
                    "worker",
                    c =>
                        c.Run(
                                TestProgram.Path,
                                [
                                    .. "print working then wait-for-file".Split(' '),
                                    run.Trigger,
                                    .. "then stderr".Split(' '),
                                    "out of paper",
                                    "then",
                                    "exit",
                                    "7",
                                ]
                            )
                            .ReadyWhen(Probe.Log("working"))
                )
        );
        await using var dashboard = await ServedDashboard.StartAsync(results: live.Results);
        await using var session = await browser.OpenAsync();
        var page = await session.OpenAsync($"{dashboard.Address}runs/{live.Id}#token={dashboard.Token}");
        await Expect(page.Locator(".badge")).ToHaveTextAsync("running");
        await Expect(page.Locator("button[data-order=stop]").First).ToBeVisibleAsync();

        await File.WriteAllTextAsync(live.Trigger, "");
        await Expect(page.Locator("header.failed .badge")).ToHaveTextAsync("failed");
        await Expect(page.Locator("h1")).ToContainTextAsync("worker exited with code 7");
        await Expect(page.Locator(".quote pre")).ToContainTextAsync("out of paper");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Environment" })).ToBeVisibleAsync();
        await Expect(page.Locator("button[data-order]")).ToHaveCountAsync(0);
        await Expect(page).ToHaveTitleAsync($"failed · {live.Id}");
        Assert.Empty(session.Errors);
    }

    [BrowserFact]
    public async Task A_lost_connection_is_shown_and_a_restarted_dashboard_asks_for_its_link()
    {
        await using var live = await LiveRun.StartAsync();
        var dashboard = await ServedDashboard.StartAsync(results: live.Results);
        var port = dashboard.Address.Port;
        await using var session = await browser.OpenAsync();
        var page = await session.OpenAsync(dashboard.LinkTo($"/runs/{live.Id}"));
        var list = await session.OpenAsync(dashboard.Address.ToString());
        await Expect(page.Locator(".badge")).ToHaveTextAsync("running");
        await Expect(list.Locator(".runs")).ToBeVisibleAsync();

        await dashboard.DisposeAsync();
        foreach (var tab in (IPage[])[page, list])
            await Expect(tab.Locator("#link")).ToHaveTextAsync(Lost);
        await using var again = await ServedDashboard.StartAsync(results: live.Results, port: port);
        foreach (var tab in (IPage[])[page, list])
        {
            await Expect(tab.Locator(AskForLink)).ToBeVisibleAsync();
            await Expect(tab.Locator("#link")).ToHaveTextAsync("");
        }

        // One tab with the new link is enough for all.
        var opened = await session.OpenAsync(again.LinkTo($"/runs/{live.Id}"));
        await Expect(opened.Locator(".badge")).ToHaveTextAsync("running");
        var third = await session.OpenAsync(again.Address.ToString());
        foreach (var tab in (IPage[])[page, opened])
            await Expect(tab.Locator(".badge")).ToHaveTextAsync("running");
        foreach (var tab in (IPage[])[list, third])
            await Expect(tab.Locator(".runs")).ToBeVisibleAsync();
    }

    [BrowserFact]
    public async Task A_hidden_tab_closes_its_stream_and_takes_it_up_again()
    {
        await using var live = await LiveRun.StartAsync();
        await using var dashboard = await ServedDashboard.StartAsync(results: live.Results);
        await using var session = await browser.OpenAsync();
        var page = await session.OpenAsync(dashboard.LinkTo($"/runs/{live.Id}"));
        await Expect(page.Locator(".badge")).ToHaveTextAsync("running");

        var closed = new TaskCompletionSource<string>();
        page.RequestFailed += (_, request) => closed.TrySetResult(request.Url);
        await SetHiddenAsync(page, true);
        Assert.Equal($"{dashboard.Address}pages/runs/{live.Id}", await closed.Task.WaitAsync(LiveRun.Patience));
        Assert.Equal("", await page.Locator("#link").TextContentAsync());

        var stream = await page.RunAndWaitForResponseAsync(() => SetHiddenAsync(page, false), $"**/pages/runs/{live.Id}");
        Assert.Equal(200, stream.Status);
        Assert.Empty(session.Errors);
    }

    [BrowserFact]
    public async Task The_list_is_filtered_by_its_fields_and_every_state_has_an_address()
    {
        using var records = new ResultsFolder();
        foreach (var place in Enumerable.Range(1, 3))
            records.Complete(ResultsFolder.Run($"20261123-18420{place}-shop-3f9c") with { Label = place == 2 ? "new" : null });
        records.Complete(ResultsFolder.FailedRun("20261123-184209-bank-3f9c"));
        await using var dashboard = await ServedDashboard.StartAsync(results: records.Results);
        await using var session = await browser.OpenAsync();
        var page = await session.OpenAsync(dashboard.Link);
        var rows = page.Locator(".runs tbody tr");
        await Expect(rows).ToHaveCountAsync(4);
        await page.GetByLabel("outcome").SelectOptionAsync("failed");
        await Expect(rows).ToHaveCountAsync(1);
        await page.GetByLabel("outcome").SelectOptionAsync("");
        await page.GetByLabel("label").FillAsync("new");
        await Expect(rows).ToHaveCountAsync(1);
        Assert.Equal($"{dashboard.Address}?label=new", page.Url);
        await page.ReloadAsync();
        await Expect(rows).ToHaveCountAsync(1);
        await Expect(page.GetByLabel("label")).ToHaveValueAsync("new");
        await rows.Locator("th a").ClickAsync();
        await Expect(page.Locator(".badge")).ToHaveTextAsync("completed");
        Assert.Equal($"{dashboard.Address}runs/20261123-184202-shop-3f9c", page.Url);
        Assert.Empty(session.Errors);
    }

    [BrowserFact]
    public async Task Two_sides_are_picked_by_the_keyboard_and_compared()
    {
        using var records = new ResultsFolder();
        foreach (var place in Enumerable.Range(1, 5))
            records.Complete(ResultsFolder.Run($"20261123-18420{place}-shop-3f9c", ResultsFolder.Start.AddSeconds(place)));
        await using var dashboard = await ServedDashboard.StartAsync(results: records.Results);
        await using var session = await browser.OpenAsync();
        var page = await session.OpenAsync(dashboard.Link);
        await Expect(page.Locator("#compare")).ToBeDisabledAsync();

        foreach (var (side, place) in new[] { ("baseline", 1), ("candidate", 2), ("baseline", 2), ("candidate", 4), ("candidate", 5) })
            await page.Locator($"[data-side={side}][data-pick='20261123-18420{place}-shop-3f9c']").PressAsync(" ");
        await Expect(page.Locator(".picked [role=status]")).ToHaveTextAsync("Baseline: 2 runs · candidate: 2 runs");
        await Expect(page.Locator(".runs input:checked")).ToHaveCountAsync(4);
        await page.Locator("#compare").PressAsync("Enter");
        await page.WaitForURLAsync($"{dashboard.Address}compare?*");
        await Expect(page.Locator(".eyebrow"))
            .ToContainTextAsync(
                "20261123-184204-shop-3f9c,20261123-184205-shop-3f9c compared with the baseline 20261123-184201-shop-3f9c,"
            );
        Assert.Empty(session.Errors);
    }

    [BrowserFact]
    public async Task Runs_that_are_not_comparable_are_compared_if_somebody_insists()
    {
        using var records = new ResultsFolder();
        records.Complete(ResultsFolder.Run("20261123-184201-shop-3f9c"));
        records.Complete(ResultsFolder.Run("20261123-184202-shop-3f9c") with { Outcome = RunOutcome.Failed });
        await using var dashboard = await ServedDashboard.StartAsync(results: records.Results);
        await using var session = await browser.OpenAsync();
        var page = await session.OpenAsync(dashboard.LinkTo("/compare?baseline=20261123-184201-shop-3f9c&runs=20261123-184202-shop-3f9c"));
        await Expect(page.Locator("header.failed")).ToContainTextAsync("the run failed");
        await page.GetByText("Compare them all the same").ClickAsync();
        await Expect(page.Locator(".callout")).ToContainTextAsync("FORCED");
        await Expect(page.Locator(".compared")).ToBeVisibleAsync();
    }

    [BrowserFact]
    public async Task A_script_in_a_record_does_not_run()
    {
        using var records = new ResultsFolder();
        const string Script = "<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>";
        var id = "20261123-184209-bank-3f9c";
        var run = ResultsFolder.FailedRun(id);
        records.Complete(
            run with
            {
                Name = Script,
                Label = Script,
                Components = [.. run.Components.Select(c => c with { Title = Script })],
            }
        );
        await using var dashboard = await ServedDashboard.StartAsync(results: records.Results);
        await using var session = await browser.OpenAsync();
        foreach (var address in (string[])["", $"runs/{id}"])
        {
            var page = await session.OpenAsync($"{dashboard.Address}{address}#token={dashboard.Token}");
            await Expect(page.Locator("main")).ToContainTextAsync("<script>document.title='owned'</script>");
            Assert.NotEqual("owned", await page.TitleAsync());
            await Expect(page.Locator("main img, main script")).ToHaveCountAsync(0);
        }

        Assert.Empty(session.Errors);
    }

    [BrowserFact]
    public async Task An_address_that_is_not_well_formed_is_answered_with_a_word()
    {
        await using var dashboard = await ServedDashboard.StartAsync();
        await using var session = await browser.OpenAsync();
        var page = await session.OpenAsync($"{dashboard.Address}runs/%E0%A4%A#token={dashboard.Token}");
        await Expect(page.Locator("h1")).ToHaveTextAsync("This can’t be shown");
    }

    // What a browser does when another tab is opened, which a headless one never does by itself.
    private static Task SetHiddenAsync(IPage page, bool isHidden) =>
        page.EvaluateAsync(
            """
            isHidden => {
              Object.defineProperty(document, 'hidden', { value: isHidden, configurable: true });
              Object.defineProperty(document, 'visibilityState', { value: isHidden ? 'hidden' : 'visible', configurable: true });
              document.dispatchEvent(new Event('visibilitychange'));
            }
            """,
            isHidden
        );
}
