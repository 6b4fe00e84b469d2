using System.Runtime.Versioning;
using Beacon.Plans;

namespace Beacon.Processes.Linux.Watching;

/// <summary>
/// Runs programs on Linux: each in a session and, where one can be made, a cgroup of its own, its output drained by one native thread,
/// its end seen on a pidfd by another, and nothing left of it when it is said to be over. A guardian process ends them all should the
/// supervisor be killed.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed class LinuxProcessLauncher : IProcessLauncher
{
    private readonly LinuxMachinery _machinery;
    private bool _isDisposed;

    /// <summary>Starts the engine's threads.</summary>
    /// <param name="kind">How programs are launched.</param>
    /// <param name="useCgroups">Whether each program gets a cgroup where one can be made.</param>
    /// <exception cref="PlatformNotSupportedException">The launcher was asked for and is not there.</exception>
    public LinuxProcessLauncher(EngineKind kind = EngineKind.Auto, bool useCgroups = true) =>
        _machinery = new LinuxMachinery(kind, useCgroups);

    /// <inheritdoc />
    public IProcess Launch(LaunchSpec spec, Action<ProcessEvent> report, IProcess? predecessor = null)
    {
        var process = new LinuxProcess(spec, report, _machinery);
        var ready = (predecessor as LinuxProcess)?.TakeSuccessor();
        if (ready is { HasEnded: false })
        {
            process.Begin(ready);
            return process;
        }

        ready?.Discard();
        _machinery.Spawner.Post(process.Start);
        return process;
    }

    /// <inheritdoc />
    public void Measure(IReadOnlyCollection<IProcess> processes, Action<Measurement> report) =>
        _machinery.Sampler.Measure(processes.Cast<LinuxProcess>(), report);

    /// <summary>Ends the engine's threads. Processes that still run are killed with the spawner thread that made them.</summary>
    public void Dispose()
    {
        if (!Interlocked.Exchange(ref _isDisposed, true))
            _machinery.Dispose();
    }
}
