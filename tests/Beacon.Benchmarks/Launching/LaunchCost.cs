using System.Diagnostics;
using System.Globalization;

namespace Beacon.Benchmarks.Launching;

/// <summary>Time from the launch call to the program's first instruction, compared with a C program that only forks and execs.</summary>
internal static class LaunchCost
{
    private const int WarmUpLaunches = 20;

    public static async Task<object> MeasureAsync(Workloads workloads, int launches)
    {
        using var pad = new Launchpad(workloads);
        for (var launch = 0; launch < WarmUpLaunches; launch++)
            await pad.Launch().Drained;

        var times = new List<TimeSpan>();
        for (var launch = 0; launch < launches; launch++)
        {
            var launched = pad.Launch();
            times.Add(launched.ToFirstInstruction);
            await launched.Drained;
        }

        var (bare, ours) = (new Quantiles(await BareAsync(workloads, launches)), new Quantiles(times));
        return new
        {
            launches,
            bare_p50_us = bare.P50,
            bare_p99_us = bare.P99,
            launch_p50_us = ours.P50,
            launch_p99_us = ours.P99,
            beyond_bare_p50_us = Math.Round(ours.P50 - bare.P50, 1),
        };
    }

    private static async Task<IEnumerable<TimeSpan>> BareAsync(Workloads workloads, int launches)
    {
        var path = Path.GetTempFileName();
        try
        {
            using var stamps = new StampFile(path);
            var start = new ProcessStartInfo(workloads.BareLaunch, [$"{launches}", path, workloads.Stamp])
            {
                RedirectStandardOutput = true,
            };
            using var process = Process.Start(start)!;
            var lines = (await process.StandardOutput.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
            await process.WaitForExitAsync();
            if (process.ExitCode != 0)
                throw new InvalidOperationException($"{workloads.BareLaunch} exited with {process.ExitCode}");
            return lines.Select(line => TimeSpan.FromMicroseconds(long.Parse(line, CultureInfo.InvariantCulture) / 1000.0));
        }
        finally
        {
            File.Delete(path);
        }
    }
}
