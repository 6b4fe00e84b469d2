using System.Runtime.Versioning;
using Beacon.Plans;

namespace Beacon.Processes.Linux.Watching;

/// <summary>
/// Runs programs on Linux: each in a session and, where one can be made, a cgroup of its own. One native thread drains all output, another
/// sees all exits on pidfds, and a process is reported as over only when nothing of its tree is left. A guardian process kills them all if
/// the supervisor is killed.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed class LinuxProcessLauncher : IProcessLauncher
{
    private readonly LinuxMachinery _machinery;
    private bool _isDisposed;

    /// <summary>Starts the engine's threads.</summary>
    /// <param name="kind">How programs are launched.</param>
    /// <param name="useCgroups">Whether each program gets a cgroup where one can be made.</param>
    /// <exception cref="PlatformNotSupportedException">There is no beacon-launcher, and the engine shall use it.</exception>
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
