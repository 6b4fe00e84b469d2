using System.Diagnostics;
using System.Text;
using Beacon.Dashboard.Tests.Logs;
using Beacon.Plans;
using Beacon.Processes;
using Beacon.Records.Events;
using Beacon.Records.Json;
using Beacon.Records.Layout;
using Beacon.Records.Statistics;

namespace Beacon.Dashboard.BrowserTests;

/// <summary>Records of runs that never took place: what a page shows of them is the same each time.</summary>
internal static class RecordedRun
{
    private static readonly ControlPeer Somebody = new(1000, 4711, "beacon");

    /// <summary>A run of two components, with logs, and with orders by hand.</summary>
    public static RunResult Complete(ResultsFolder records, string id)
    {
        var run = records.Complete(ResultsFolder.Run(id));
        File.WriteAllText(
            Path.Combine(run.Record, RecordLayout.PlanFile),
            "beacon.components { engine.command = sleep, algo { command = sleep, depends-on = [engine] } }"
        );
        Write(
            run.Record,
            [
                At(0, new RunStarted(id, run.Record)),
                .. Start("engine", 10, 106),
                .. Start("algo", 118, 110),
                At(439, new RunOperational(TimeSpan.FromMilliseconds(439))),
                At(1500, new RunControlled(ControlAction.Signal, Somebody) { Component = "algo", Signal = UnixSignal.SIGHUP }),
                At(2800, new RunControlled(ControlAction.Stop, Somebody)),
                At(2801, new ComponentStopping(UnixSignal.SIGTERM) { Component = "algo" }),
                At(2900, new ComponentExited(ExitStatus.Exited(0)) { Component = "algo" }),
                At(2901, new ComponentStopping(UnixSignal.SIGTERM) { Component = "engine" }),
                At(3000, new ComponentExited(ExitStatus.Exited(0)) { Component = "engine" }),
            ]
        );
        LogRecord.Write(run.Record, "engine", [.. Printed("engine")]);
        LogRecord.Write(run.Record, "algo", (118, LogRecord.Out, "algo begins\n"), (1600, LogRecord.Err, "algo: settings read again\n"));
        return run;
    }

    /// <summary>A run of many components, complete or living; living until its mark is deleted, which names this process.</summary>
    public static void Large(string results, string id, int count, bool isLiving)
    {
        var folder = Path.Combine(results, id);
        Directory.CreateDirectory(Path.Combine(folder, "logs"));
        var names = Enumerable.Range(0, count).Select(number => $"worker-{number:0000}").ToList();
        File.WriteAllLines(
            Path.Combine(folder, RecordLayout.PlanFile),
            ["beacon.run.duration = infinite", .. names.Select(name => $"beacon.components.{name}.command = sleep")]
        );
        var start = isLiving ? DateTimeOffset.UtcNow.AddSeconds(-30) : ResultsFolder.Start;
        Write(
            folder,
            start,
            [
                At(0, new RunStarted(id, folder)),
                .. names.Index().SelectMany(each => Start(each.Item, 10 + (each.Index * 5), 40 + (each.Index % 60))),
                At(6000, new RunOperational(TimeSpan.FromSeconds(6))),
                .. isLiving
                    ? []
                    : names.Select(
                        (name, place) => At(29_000 + (place % 900), new ComponentExited(ExitStatus.Exited(0)) { Component = name })
                    ),
            ]
        );
        File.WriteAllLines(
            Path.Combine(folder, RecordLayout.ResourcesFile),
            [
                "elapsedMs,component,cpuShare,rssBytes,processes,readBytes,writtenBytes",
                .. from second in Enumerable.Range(1, 25)
                from each in names.Index()
                select $"{second * 1000},{each.Item},{0.01 * (each.Index % 40)},{(1 + (each.Index % 50)) << 20},1,0,0",
            ]
        );
        foreach (var (place, name) in names.Index())
            LogRecord.Write(
                folder,
                name,
                [.. Enumerable.Range(0, 20).Select(line => (100 + place + (line * 1000), LogRecord.Out, $"{name} did step {line}\n"))]
            );
        if (isLiving)
        {
            using var self = Process.GetCurrentProcess();
            Directory.CreateDirectory(Path.Combine(results, RunningMarks.FolderName));
            File.WriteAllText(
                Path.Combine(results, RunningMarks.FolderName, id + RunningMarks.MarkSuffix),
                $"{{\"Pid\":{self.Id},\"StartedAt\":\"{self.StartTime.ToUniversalTime():O}\"}}"
            );
            return;
        }

        var result = ResultsFolder.Run(id) with
        {
            Record = folder,
            Elapsed = TimeSpan.FromSeconds(30),
            OperationalAfter = TimeSpan.FromSeconds(6),
            Environment = ResultsFolder.Surroundings,
            Components =
            [
                .. names.Select(
                    (name, place) =>
                        new ComponentResult
                        {
                            Name = name,
                            Title = name,
                            Pid = 10_000 + place,
                            ReadyAfter = TimeSpan.FromMilliseconds(40 + (place % 60)),
                            Exit = ExitStatus.Exited(0),
                        }
                ),
            ],
            Statistics = [.. names.Take(60).Select(name => new Statistic(name, "Work", "Steps", 20, "", "20"))],
        };
        File.WriteAllBytes(Path.Combine(folder, RecordLayout.ResultFile), Encoding.UTF8.GetBytes(RunResultJson.Format(result)));
    }

    private static IEnumerable<RunEvent> Start(string component, int at, int readyAfter) =>
        [
            At(at, new ComponentStarting(10_000 + at, 1) { Component = component }),
            At(at + readyAfter, new ComponentReady("started", TimeSpan.FromMilliseconds(readyAfter)) { Component = component }),
        ];

    private static T At<T>(int milliseconds, T happened)
        where T : RunEvent => happened with { Elapsed = TimeSpan.FromMilliseconds(milliseconds) };

    private static IEnumerable<(int, OutputStream, string)> Printed(string component) =>
        Enumerable.Range(1, 28).Select(line => (line * 100, LogRecord.Out, $"{component}: {line * 1000} orders matched\n"));

    private static void Write(string folder, IEnumerable<RunEvent> events) => Write(folder, ResultsFolder.Start, events);

    private static void Write(string folder, DateTimeOffset start, IEnumerable<RunEvent> events) =>
        File.WriteAllLines(
            Path.Combine(folder, RecordLayout.EventsFile),
            events
                .OrderBy(happened => happened.Elapsed)
                .Select(happened => RunEventJson.Write(happened with { At = start + happened.Elapsed })!)
        );
}
