using Beacon.Plans;
using Beacon.Processes.Linux.ControlGroups;
using Beacon.Processes.Linux.Launching;
using Beacon.Processes.Linux.Native;
using Beacon.Processes.Linux.Sampling;

namespace Beacon.Processes.Linux.Watching;

/// <summary>
/// Runs programs on Linux: each in a session and, where one can be made, a cgroup of its own. One native thread drains all output, another
/// sees all exits on pidfds, and a process is reported as over only when nothing of its tree is left. A guardian process kills them all if
/// the supervisor is killed.
/// </summary>
internal sealed class LinuxProcessLauncher : IProcessLauncher
{
    // A killed process is gone within milliseconds; one in uninterruptible sleep may stay.
    private static readonly TimeSpan TimeToDie = TimeSpan.FromSeconds(1);

    private bool _isDisposed;

    /// <exception cref="PlatformNotSupportedException">There is no beacon-launcher, and the engine shall use it.</exception>
    public LinuxProcessLauncher(EngineKind kind = EngineKind.Auto, bool useCgroups = true)
    {
        SignalState.RestoreChildSignal();
        Launches = new LaunchResources(kind, useCgroups);
        Sampler = new SamplerThread(OutOfMemoryKills);
    }

    public LaunchResources Launches { get; }

    public string? Limitation =>
        Launches.Cgroups is null ? "no cgroup can be made here: a daemon that clears its environment can outlive its component"
        : !Directory.Exists("/proc/1") ? "processes of other users are hidden here: who holds a port is not named"
        : null;

    public IReadOnlyList<string> Ended => Launches.Cgroups?.Ended ?? [];

    /// <summary>
    /// Starts all processes. A process that asks for a signal at the death of its parent (PR_SET_PDEATHSIG, prctl(2)) gets it when the
    /// thread that forked it ends, so that thread must live longer than all of them; a thread of the pool would not.
    /// </summary>
    public WorkerThread Spawner { get; } = new("beacon spawner");

    public OutputThread Output { get; } = new();

    public ExitThread Exits { get; } = new();

    public ReaperThread Reaper { get; } = new();

    public SamplerThread Sampler { get; }

    public OutOfMemoryKills OutOfMemoryKills { get; } = new(TimeProvider.System);

    public IProcess Launch(LaunchSpec spec, Action<ProcessEvent> report, IProcess? predecessor = null)
    {
        var process = new LinuxProcess(spec, report, this);
        var ready = (predecessor as LinuxProcess)?.TakeSuccessor();
        if (ready is { HasEnded: false })
        {
            process.Begin(ready);
            return process;
        }

        ready?.Discard();
        Spawner.Post(process.Start);
        return process;
    }

    public void Measure(IReadOnlyCollection<IProcess> processes, Action<Measurement> report) =>
        Sampler.Measure(processes, process => ((LinuxProcess)process).Tree, report);

    /// <summary>Ends the engine's threads. Processes that still run are killed with the spawner thread that made them.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isDisposed, true))
            return;

        // First the exit thread: it may still order a successor of a process that has just executed its program.
        Exits.Dispose();
        Spawner.Dispose();
        Exits.Abandon(TimeToDie);
        Reaper.Dispose();
        Sampler.Dispose();
        Output.Dispose();
        Launches.Dispose();
    }
}
