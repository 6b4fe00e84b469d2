using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics;
using Beacon.Processes.Capturing;

namespace Beacon.Processes.Portable;

/// <summary>
/// Runs programs on every operating system of .NET, through CliWrap and <see cref="Process"/>, without native calls. It promises less than
/// the Linux engine: docs/engines.md lists the differences by key, and a plan that needs more is refused before anything is started.
/// </summary>
internal sealed class PortableProcessLauncher : IProcessLauncher
{
    private readonly LogArchive _archive = new();
    private readonly ConcurrentDictionary<PortableProcess, PortableProcess> _living = new();

    public IProcess Launch(LaunchSpec spec, Action<ProcessEvent> report, IProcess? predecessor = null)
    {
        var process = new PortableProcess(spec, report, _archive);
        _living[process] = process;
        process.Ended.ContinueWith(_ => _living.TryRemove(process, out var _), TaskScheduler.Default);
        Task.Run(process.Start);
        return process;
    }

    public void Measure(IReadOnlyCollection<IProcess> processes, Action<Measurement> report) =>
        Task.Run(() =>
        {
            // The CPU time of this is unknown apart from its duration: the larger of the two.
            var began = Stopwatch.GetTimestamp();
            var usages = ImmutableDictionary.CreateBuilder<IProcess, ResourceUsage>();
            foreach (var process in processes.Cast<PortableProcess>())
                if (process.Measure() is { } usage)
                    usages[process] = usage;
            report(new Measurement(usages.ToImmutable(), new MachineUsage(), Stopwatch.GetElapsedTime(began)));
        });

    public void Dispose()
    {
        foreach (var process in _living.Values)
            process.KillNow();
        _archive.Dispose();
    }
}
