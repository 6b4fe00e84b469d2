using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics;
using Beacon.Processes.Capturing;

namespace Beacon.Processes.Portable;

/// <summary>
/// Runs programs wherever .NET does, through CliWrap and <see cref="Process"/>, with no native call. It promises less than the engine of
/// Linux: docs/engines.md says what, key by key, and a plan that asks for more is refused before anything is started.
/// </summary>
internal sealed class PortableProcessLauncher : IProcessLauncher
{
    private readonly LogArchive _archive = new();
    private readonly ConcurrentDictionary<PortableProcess, PortableProcess> _living = new();

    /// <inheritdoc />
    public IProcess Launch(LaunchSpec spec, Action<ProcessEvent> report, IProcess? predecessor = null)
    {
        var process = new PortableProcess(spec, report, _archive);
        _living[process] = process;
        process.Ended.ContinueWith(_ => _living.TryRemove(process, out var _), TaskScheduler.Default);
        Task.Run(process.Start);
        return process;
    }

    /// <inheritdoc />
    public void Measure(IReadOnlyCollection<IProcess> processes, Action<Measurement> report) =>
        Task.Run(() =>
        {
            // What this takes of a core is not known apart from what it takes of time: the more of both.
            var began = Stopwatch.GetTimestamp();
            var usages = ImmutableDictionary.CreateBuilder<IProcess, ResourceUsage>();
            foreach (var process in processes.Cast<PortableProcess>())
                if (process.Measure() is { } usage)
                    usages[process] = usage;
            report(new Measurement(usages.ToImmutable(), new MachineUsage(), Stopwatch.GetElapsedTime(began)));
        });

    /// <summary>Kills what still runs.</summary>
    public void Dispose()
    {
        foreach (var process in _living.Values)
            process.KillNow();
        _archive.Dispose();
    }
}
