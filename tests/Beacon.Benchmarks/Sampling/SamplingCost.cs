using System.Collections.Immutable;
using System.Runtime.Versioning;
using Beacon.Processes;
using Beacon.Processes.Files;

namespace Beacon.Benchmarks.Sampling;

/// <summary>The CPU time of one sample of ten components, where each has a cgroup and where none has.</summary>
internal static class SamplingCost
{
    private const int Components = 10;
    private const int WarmUpSamples = 50;

    public static async Task<object> MeasureAsync(Workloads _, int samples)
    {
        if (!OperatingSystem.IsLinux())
            throw new PlatformNotSupportedException("only Linux has cgroups");
        var withCgroups = await MeasureAsync(samples, useCgroups: true);
        var without = await MeasureAsync(samples, useCgroups: false);
        return new
        {
            samples,
            components = Components,
            cgroups_p50_us = withCgroups.P50,
            cgroups_p99_us = withCgroups.P99,
            scan_p50_us = without.P50,
            scan_p99_us = without.P99,
        };
    }

    [SupportedOSPlatform("linux")]
    private static async Task<Quantiles> MeasureAsync(int samples, bool useCgroups)
    {
        using var folder = RecordFolder.Open(Directory.CreateTempSubdirectory("beacon-benchmarks-").FullName);
        using var launcher = ProcessEngine.Create(useCgroups: useCgroups);
        var processes = new List<IProcess>();
        var gone = new List<TaskCompletionSource>();
        for (var component = 1; component <= Components; component++)
        {
            var executed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            gone.Add(ended);
            processes.Add(
                launcher.Launch(
                    Spec(folder, $"idle-{component}"),
                    happened =>
                    {
                        if (happened is ProgramExecuted)
                            executed.TrySetResult();
                        else if (happened is ProcessDrained)
                            ended.SetResult();
                        else if (happened is LaunchFailed failed)
                            executed.TrySetException(new InvalidOperationException(failed.Reason));
                    }
                )
            );
            await executed.Task;
        }

        var costs = new List<TimeSpan>();
        for (var sample = 0; sample < WarmUpSamples + samples; sample++)
        {
            var measured = new TaskCompletionSource<Measurement>(TaskCreationOptions.RunContinuationsAsynchronously);
            launcher.Measure(processes, measured.SetResult);
            var found = await measured.Task;
            if (found.Usages.Count != Components)
                throw new InvalidOperationException($"{found.Usages.Count} of {Components} components were measured");
            if (sample >= WarmUpSamples)
                costs.Add(found.Cost);
        }

        await Task.WhenAll(
            processes.Select(
                (process, index) =>
                {
                    process.Kill();
                    return gone[index].Task;
                }
            )
        );
        Directory.Delete(folder.Path, recursive: true);
        return new Quantiles(costs);
    }

    private static LaunchSpec Spec(RecordFolder folder, string component) =>
        new()
        {
            Run = Path.GetFileName(folder.Path),
            Component = component,
            Program = "sleep",
            Args = ["1000"],
            WorkingDirectory = folder.Path,
            Environment = ImmutableSortedDictionary<string, string?>
                .Empty.Add("BEACON_RUN_ID", Path.GetFileName(folder.Path))
                .Add("BEACON_COMPONENT", component),
            Files = new OutputFiles(folder, $"{component}.out.log", $"{component}.err.log"),
        };
}
