using System.Diagnostics;
using System.Text;
using Beacon.Plans;
using Beacon.Processes;
using Beacon.Processes.Files;
using Beacon.Records.Environments;
using Beacon.Records.Events;
using Beacon.Records.Json;
using Beacon.Records.Layout;
using Beacon.Records.Statistics;

namespace Beacon.Tests;

/// <summary>A results folder with records made by a test, deleted with the test.</summary>
public sealed class ResultsFolder : IDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 11, 23, 18, 42, 5, 123, TimeSpan.Zero);

    public string Results { get; } = Directory.CreateTempSubdirectory("beacon-records-").FullName;

    /// <summary>The same folder, through which files are opened.</summary>
    public RecordFolder Folder => field ??= RecordFolder.OpenGuarded(Results);

    public string Path(string name) => System.IO.Path.Combine(Results, name);

    /// <summary>The folder of a record that nothing is in yet.</summary>
    public string New(string id)
    {
        Directory.CreateDirectory(System.IO.Path.Combine(Path(id), "logs"));
        File.WriteAllText(System.IO.Path.Combine(Path(id), "plan.conf"), "beacon.components.a.command = sleep\n");
        return Path(id);
    }

    /// <summary>A record that is complete.</summary>
    public RunResult Complete(RunResult result)
    {
        result = result with { Record = New(result.Id) };
        using var record = RecordFolder.Open(result.Record);
        record.Replace(RecordLayout.ResultFile, file => file.Write(Encoding.UTF8.GetBytes(RunResultJson.Format(result))));
        return result;
    }

    /// <summary>A record of a run that lasts, supervised by this process; nothing has happened in it yet.</summary>
    public string Living(string id)
    {
        using var self = Process.GetCurrentProcess();
        Directory.CreateDirectory(Path(RunningMarks.FolderName));
        File.WriteAllText(
            Path($"{RunningMarks.FolderName}/{id}{RunningMarks.MarkSuffix}"),
            $$"""{"Pid":{{self.Id}},"StartedAt":"{{self.StartTime.ToUniversalTime():O}}"}"""
        );
        return New(id);
    }

    /// <summary>Appends events to a record.</summary>
    public static void Append(string folder, params RunEvent[] events) =>
        File.AppendAllLines(System.IO.Path.Combine(folder, RecordLayout.EventsFile), events.Select(RunEventJson.Write)!);

    /// <summary>A record whose supervisor died when these events had been written.</summary>
    public string CutShort(string id, params RunEvent[] events)
    {
        var folder = New(id);
        File.WriteAllLines(System.IO.Path.Combine(folder, "events.ndjson"), events.Select(RunEventJson.Write)!);
        return folder;
    }

    public void Dispose() => Directory.Delete(Results, recursive: true);

    /// <summary>A run that completed.</summary>
    public static RunResult Run(string id, DateTimeOffset? startedAt = null) =>
        new()
        {
            Id = id,
            Name = RecordLayout.PlanNameIn(id) ?? id,
            Outcome = RunOutcome.Completed,
            ExitCode = 0,
            StartedAt = startedAt ?? Start,
            OperationalAfter = TimeSpan.FromMilliseconds(439.125),
            EndedAt = (startedAt ?? Start) + TimeSpan.FromSeconds(3),
            Elapsed = TimeSpan.FromMilliseconds(3001.002),
            Components =
            [
                new ComponentResult
                {
                    Name = "engine",
                    Title = "Matching Engine",
                    Pid = 13306,
                    ReadyAfter = TimeSpan.FromMilliseconds(106),
                    Exit = ExitStatus.Exited(0),
                },
                new ComponentResult
                {
                    Name = "algo",
                    Title = "Your Algorithm",
                    Pid = 13318,
                    ReadyAfter = TimeSpan.FromMilliseconds(110),
                    Exit = ExitStatus.Exited(0),
                },
            ],
            Statistics =
            [
                new Statistic("algo", "Latency", "p99", 4.621, "µs", "4.621 μs"),
                new Statistic("algo", "", "Orders Sent", 157, "", "157") { IsPartial = true },
            ],
            Problems = [],
            Record = "/nowhere",
        };

    /// <summary>A run whose algorithm crashed, with all that a result can hold.</summary>
    public static RunResult FailedRun(string id) =>
        Run(id) with
        {
            Outcome = RunOutcome.Failed,
            ExitCode = 1,
            OperationalAfter = null,
            Cause = new Problem(
                ProblemKind.Crashed,
                "algo was ended by SIGSEGV (segmentation fault; core dumped). Only stopped: engine.",
                "algo"
            ),
            FirstCause = new FirstCause
            {
                Problem = new Problem(ProblemKind.Crashed, "algo was ended by SIGSEGV (segmentation fault; core dumped)", "algo"),
                ReadyFor = TimeSpan.FromMilliseconds(1250),
                LastLines = ["panic: no"],
                Followed = ["feed exited with code 1 after 12 ms"],
                OnlyStopped = ["engine"],
                NeverStarted = ["late"],
            },
            Components =
            [
                new ComponentResult
                {
                    Name = "engine",
                    Title = "Matching Engine",
                    Pid = 13306,
                    Exit = new ExitStatus(null, UnixSignal.SIGTERM, Inferred: true),
                    Killed = true,
                    MaxRssBytes = 52_428_800,
                    MaxThreads = 14,
                    Usage = new ResourceUsage(TimeSpan.FromSeconds(1.25), 0, 0, 0)
                    {
                        VoluntarySwitches = 195,
                        MinorFaults = 2374,
                        ReadBytes = 28_672,
                    },
                    Logs = ["logs/engine.out.log"],
                },
                new ComponentResult
                {
                    Name = "algo",
                    Title = "Your \"Algorithm\" <é>",
                    Pid = 13318,
                    Exit = new ExitStatus(null, UnixSignal.SIGSEGV, CoreDumped: true),
                    Restarts = 2,
                    LastLines = ["panic: \u001b[31mno\u001b[0m", "\ttrace"],
                },
                new ComponentResult { Name = "late", Title = "Never started" },
            ],
            Problems =
            [
                new Problem(ProblemKind.LinesSkipped, "the live view skipped 3 lines", "engine"),
                new Problem(ProblemKind.StaleRun, "an earlier run was cut short"),
            ],
            Environment = Surroundings,
        };

    public static RunEnvironment Surroundings { get; } =
        new()
        {
            Machine = "lab-7",
            Os = "Ubuntu 24.04.3 LTS",
            Kernel = "6.8.0-49-generic",
            Architecture = "X64",
            Cpu = "AMD EPYC 9354",
            Cores = 32,
            Governor = "performance",
            MemoryBytes = 137_438_953_472,
            Dotnet = ".NET 10.0.0",
            Beacon = "0.1.0",
            LoadBefore = new MachineLoad(0.42, 0.0131, 0, null),
            LoadDuring = new MachineLoad(null, 0.25, 0, 0.5),
            Git = new GitState("8a3f89a0c1d2e3f405162738495a6b7c8d9e0f11", true),
            PlanSha256 = "00ff",
            Files = [new FileDigest("algo", "/opt/algo", "abcd", 70_144), new FileDigest("algo", "/data/gone.itch", null, null)],
        };
}
