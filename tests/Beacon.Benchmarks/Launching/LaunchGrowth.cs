using System.Diagnostics;

namespace Beacon.Benchmarks.Launching;

/// <summary>Launches many programs one after the other; measures how this process grows after the first tenth.</summary>
internal static class LaunchGrowth
{
    private const int WarmUpShare = 10;
    private const double MebiByte = 1024 * 1024;

    public static async Task<object> MeasureAsync(Workloads workloads, int launches)
    {
        using var pad = new Launchpad(workloads);
        for (var launch = 0; launch < launches / WarmUpShare; launch++)
            await pad.Launch().Drained;

        var before = Footprint.Now();
        var started = Stopwatch.GetTimestamp();
        var measured = launches - launches / WarmUpShare;
        for (var launch = 0; launch < measured; launch++)
            await pad.Launch().Drained;

        var elapsed = Stopwatch.GetElapsedTime(started);
        var after = Footprint.Now();
        return new
        {
            launches,
            launches_per_s = Math.Round(measured / elapsed.TotalSeconds),
            descriptors_growth = after.Descriptors - before.Descriptors,
            threads_growth = after.Threads - before.Threads,
            rss_growth_mb = Math.Round((after.RssBytes - before.RssBytes) / MebiByte, 1),
        };
    }

    private sealed record Footprint(int Descriptors, int Threads, long RssBytes)
    {
        public static Footprint Now()
        {
            // Uncollected garbage is not a leak.
            GC.Collect();
            GC.WaitForPendingFinalizers();
            GC.Collect();
            return new Footprint(
                Directory.GetFileSystemEntries("/proc/self/fd").Count(IsOurs),
                Directory.GetDirectories("/proc/self/task").Length,
                Environment.WorkingSet
            );
        }

        // The runtime keeps assemblies open, which it loads when they are first needed.
        private static bool IsOurs(string descriptor) =>
            new FileInfo(descriptor).LinkTarget?.EndsWith(".dll", StringComparison.Ordinal) != true;
    }
}
