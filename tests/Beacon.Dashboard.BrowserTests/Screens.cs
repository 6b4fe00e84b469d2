using System.Globalization;
using Beacon.Dashboard.Tests;
using Beacon.Plans;
using Beacon.Records.Events;

namespace Beacon.Dashboard.BrowserTests;

/// <summary>Something to look at: runs that ended in every way and one that lives.</summary>
public sealed class Screens : IAsyncLifetime
{
    private LiveRun _live = null!;
    private ServedDashboard _dashboard = null!;
    private ServedDashboard _empty = null!;

    public async Task InitializeAsync()
    {
        if (Browser.WhySkipped is not null)
            return;
        _live = await LiveRun.StartAsync(
            (plan, _) =>
                plan.Add(
                        "counter",
                        c => c.Titled("Order Counter").Run(TestProgram.Path, "print", "begun", "then", "live").ReadyWhen(Probe.Log("begun"))
                    )
                    .Add("web", c => c.Titled("Web").DependsOn("api").Run(TestProgram.Path, "sleep").ReadyWhen(Probe.Log("sleeping")))
        );
        _dashboard = await ServedDashboard.StartAsync(results: _live.Results);
        _empty = await ServedDashboard.StartAsync();
        Finished = await RunAsync("finished", "exit 0");
        Failed = await RunAsync("failed", "exit 7");
        using var records = new ResultsFolder();
        foreach (var place in Enumerable.Range(0, 12))
            Copy(records, ResultsFolder.Run($"20261123-1842{place:00}-exchange-3f9c"), place);
        Copy(records, ResultsFolder.FailedRun("20261124-184205-exchange-7a11"), 30);
    }

    /// <summary>The ids of runs that have ended.</summary>
    public string Finished { get; private set; } = "";

    public string Failed { get; private set; } = "";

    /// <summary>The link to a screen.</summary>
    public string LinkTo(string screen) =>
        screen switch
        {
            "runs" => With(_dashboard, "/"),
            "runs-none-match" => With(_dashboard, "/?label=nothing"),
            "empty" => With(_empty, "/"),
            "living" => With(_dashboard, $"/runs/{_live.Id}"),
            "finished" => With(_dashboard, $"/runs/{Finished}"),
            "failed" => With(_dashboard, $"/runs/{Failed}"),
            "failed-much" => With(_dashboard, "/runs/20261124-184205-exchange-7a11"),
            "unknown" => With(_dashboard, "/runs/20200101-000000-nothing-0000"),
            "no-token" => _dashboard.Address.ToString(),
            _ => throw new ArgumentOutOfRangeException(nameof(screen)),
        };

    public async Task DisposeAsync()
    {
        if (Browser.WhySkipped is not null)
            return;
        await _dashboard.DisposeAsync();
        await _empty.DisposeAsync();
        await _live.DisposeAsync();
    }

    private static string With(ServedDashboard dashboard, string path) =>
        string.Create(CultureInfo.InvariantCulture, $"{new Uri(dashboard.Address, path)}#token={dashboard.Token}");

    // A real run beside the living one, so that its page has charts, logs and an environment.
    private async Task<string> RunAsync(string name, string end)
    {
        await using var run = await LiveRun.StartAsync(
            (plan, live) =>
                plan.Add(
                    "worker",
                    c =>
                        c.Titled("Worker of the Night Shift")
                            .Run(
                                TestProgram.Path,
                                [
                                    .. "print working then burn 0.4 then wait-for-file".Split(' '),
                                    live.Trigger,
                                    .. $"then statistics-now then {end}".Split(' '),
                                ]
                            )
                            .ReadyWhen(Probe.Log("working"))
                )
        );
        await File.WriteAllTextAsync(run.Trigger, "");
        if (name == "failed")
            await run.Run.Completion.WaitAsync(LiveRun.Patience);
        else
            await run.Run.StopAsync();
        CopyFolder(Path.Combine(run.Results, run.Id), Path.Combine(_live.Results, run.Id));
        return run.Id;
    }

    private void Copy(ResultsFolder records, RunResult result, int minutes)
    {
        var run = records.Complete(
            result with
            {
                StartedAt = ResultsFolder.Start.AddMinutes(minutes),
                Label = minutes % 3 == 0 ? "baseline" : null,
            }
        );
        CopyFolder(run.Record, Path.Combine(_live.Results, run.Id));
    }

    private static void CopyFolder(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.GetFiles(from))
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        foreach (var folder in Directory.GetDirectories(from))
            CopyFolder(folder, Path.Combine(to, Path.GetFileName(folder)));
    }
}
