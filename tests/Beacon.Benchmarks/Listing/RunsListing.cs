using System.Diagnostics;
using System.Globalization;
using Beacon.Processes;
using Beacon.Records.Events;
using Beacon.Records.History;
using Beacon.Records.Json;
using Beacon.Records.Statistics;

namespace Beacon.Benchmarks.Listing;

/// <summary>The time of <c>beacon runs list</c> over many records, from its start to its exit.</summary>
internal static class RunsListing
{
    private const int Repetitions = 20;
    private const int StatisticsPerRun = 30;

    /// <summary>Creates the records and lists them: the latest, all, and all without a history.</summary>
    public static async Task<object> MeasureAsync(string beacon, int count)
    {
        var results = Directory.CreateTempSubdirectory("beacon-listing-").FullName;
        try
        {
            foreach (var number in Enumerable.Range(0, count))
                await MakeAsync(results, number);
            var rebuilding = Stopwatch.StartNew();
            HistoryRebuilding.Rebuild(results);
            var rebuilt = rebuilding.Elapsed;
            var latest = Time(beacon, "runs", "list", "--results", results);
            var all = Time(beacon, "runs", "list", "--all", "--results", results);
            File.Delete(Path.Combine(results, "history.db"));
            return new
            {
                Records = count,
                LatestMedianMs = latest.P50 / 1000,
                LatestP99Ms = latest.P99 / 1000,
                AllMedianMs = all.P50 / 1000,
                AllP99Ms = all.P99 / 1000,
                WithoutHistoryMs = Time(beacon, "runs", "list", "--all", "--results", results).P50 / 1000,
                ReindexMs = Math.Round(rebuilt.TotalMilliseconds, 1),
            };
        }
        finally
        {
            Directory.Delete(results, recursive: true);
        }
    }

    private static Quantiles Time(string beacon, params string[] words) =>
        new(
            Enumerable
                .Range(0, Repetitions)
                .Select(_ =>
                {
                    var clock = Stopwatch.StartNew();
                    using var process = Process.Start(new ProcessStartInfo(beacon, words) { RedirectStandardOutput = true })!;
                    process.StandardOutput.ReadToEnd();
                    process.WaitForExit();
                    return process.ExitCode == 0
                        ? clock.Elapsed
                        : throw new InvalidOperationException($"{beacon} {string.Join(' ', words)}: exit code {process.ExitCode}");
                })
        );

    private static async Task MakeAsync(string results, int number)
    {
        var startedAt = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(number);
        var id = string.Create(CultureInfo.InvariantCulture, $"{startedAt:yyyyMMdd-HHmmss}-beacon-{number & 0xFFFF:x4}");
        var folder = Path.Combine(results, id);
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "plan.conf"), "");
        var json = RunResultJson.Format(
            new RunResult
            {
                Id = id,
                Name = "beacon",
                Outcome = RunOutcome.Completed,
                ExitCode = 0,
                StartedAt = startedAt,
                EndedAt = startedAt.AddSeconds(30),
                Elapsed = TimeSpan.FromSeconds(30),
                Components =
                [
                    .. Enumerable
                        .Range(0, 3)
                        .Select(component => new ComponentResult
                        {
                            Name = $"c{component}",
                            Title = $"Component {component}",
                            Pid = 100 + component,
                            Exit = ExitStatus.Exited(0),
                        }),
                ],
                Statistics =
                [
                    .. Enumerable
                        .Range(0, StatisticsPerRun)
                        .Select(statistic => new Statistic(
                            "c1",
                            "Latency",
                            $"p{statistic}",
                            4.6 + statistic,
                            "µs",
                            $"{4.6 + statistic} µs"
                        )),
                ],
                Problems = [],
                Record = folder,
            }
        );
        await File.WriteAllTextAsync(Path.Combine(folder, "run.json"), json);
    }
}
