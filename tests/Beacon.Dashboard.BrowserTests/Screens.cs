using System.Globalization;
using Beacon.Dashboard.Tests;
using Beacon.Dashboard.Tests.Logs;
using Beacon.Plans;
using Beacon.Records.Events;
using Beacon.Records.Statistics;

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
            Copy(records, Measured(IdOf(place), place), place);
        Copy(records, ResultsFolder.FailedRun("20261124-184205-exchange-7a11"), 30);
        var ordered = RecordedRun.Complete(records, LogRecord.Id);
        CopyFolder(ordered.Record, Path.Combine(_live.Results, ordered.Id));
        LogRecord.Write(
            Path.Combine(_live.Results, ordered.Id),
            "algo",
            (118, LogRecord.Out, "algo begins\n"),
            (400, LogRecord.Out, "\u001b[32mPASS\u001b[0m 24 checks in \u001b[1m0.12 s\u001b[0m, \u001b[33m1 slow\u001b[0m\n"),
            (1600, LogRecord.Err, "\u001b[31;1merror\u001b[0m settings were read again: \u001b[38;2;20;120;200mlimits.conf\u001b[0m\n"),
            (1700, LogRecord.Out, $"a long line: {string.Concat(Enumerable.Repeat("0123456789 ", 40))}\n")
        );
        RecordedRun.Large(_live.Results, "20261125-100000-fleet-0001", 1000, isLiving: true);
        RecordedRun.Large(_live.Results, "20261125-090000-fleet-0002", 1000, isLiving: false);
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
            "ordered" => With(_dashboard, $"/runs/{LogRecord.Id}?at=1.6"),
            "logs" => With(_dashboard, $"/runs/{LogRecord.Id}/logs"),
            "logs-one" => With(_dashboard, $"/runs/{LogRecord.Id}/logs?component=algo&at=0.4"),
            "logs-none-match" => With(_dashboard, $"/runs/{LogRecord.Id}/logs?grep=nothing+like+this"),
            "compare" => With(_dashboard, $"/compare?baseline={Ids(0, 6)}&runs={Ids(6, 6)}"),
            "compare-refused" => With(_dashboard, $"/compare?baseline={Ids(0, 1)}&runs={Failed}"),
            "trends" => With(_dashboard, "/trends?plan=exchange&latest=3"),
            "thousand-living" => With(_dashboard, "/runs/20261125-100000-fleet-0001"),
            "thousand-finished" => With(_dashboard, "/runs/20261125-090000-fleet-0002"),
            "thousand-logs" => With(_dashboard, "/runs/20261125-090000-fleet-0002/logs"),
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

    private static string IdOf(int place) => $"20261123-1842{place:00}-exchange-3f9c";

    private static string Ids(int first, int count) => string.Join(',', Enumerable.Range(first, count).Select(IdOf));

    // From run to run the same, but that the later half is slower.
    private static RunResult Measured(string id, int place)
    {
        var run = ResultsFolder.Run(id) with { Environment = ResultsFolder.Surroundings };
        var noise = place * 7 % 5;
        var p99 = 4.6 + (noise * 0.02) + (place >= 6 ? 0.8 : 0);
        return run with
        {
            Problems =
                place == 8
                    ?
                    [
                        new Problem(
                            ProblemKind.MachineOverloaded,
                            "the machine was overloaded: 31 % of the time a thread waited for a core"
                        ),
                    ]
                    : [],
            Statistics =
            [
                new Statistic("algo", "Tick to Trade", "p99", p99, "µs", $"{p99:0.000} µs"),
                new Statistic("algo", "Tick to Trade", "p50", 1.8 + (noise * 0.01), "µs", $"{1.8 + (noise * 0.01):0.000} µs"),
                new Statistic("algo", "", "Orders Sent", 157_000 + (noise * 11), "", $"{157_000 + (noise * 11)}"),
                new Statistic("algo", "", "Orders Rejected", 0, "", "0"),
                new Statistic("engine", "", "Throughput", 52.1 - (noise * 0.1), "MB/s", $"{52.1 - (noise * 0.1):0.0} MB/s"),
            ],
        };
    }

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
