using System.Runtime.Versioning;

namespace Beacon.Actors.Processes.Linux;

/// <summary>
/// Runs programs on Linux: each in a session and, where one can be made, a cgroup of its own, its output drained by one native thread,
/// its end seen on a pidfd by another, and nothing left of it when it is said to be over. A guardian process ends them all should the
/// supervisor be killed.
/// </summary>
[SupportedOSPlatform("linux")]
public sealed class LinuxProcessLauncher : IProcessLauncher, IDisposable
{
    private readonly LinuxMachinery _machinery;

    /// <summary>Starts the engine's threads.</summary>
    /// <param name="kind">How programs are launched.</param>
    /// <param name="useCgroups">Whether each program gets a cgroup where one can be made.</param>
    /// <exception cref="PlatformNotSupportedException">The launcher was asked for and is not there.</exception>
    public LinuxProcessLauncher(EngineKind kind = EngineKind.Auto, bool useCgroups = true) => _machinery = new LinuxMachinery(kind, useCgroups);

    /// <inheritdoc />
    public IProcess Launch(LaunchSpec spec, Action<ProcessEvent> report)
    {
        var process = new LinuxProcess(spec, report, _machinery);
        _machinery.Spawner.Post(process.Start);
        return process;
    }

    /// <inheritdoc />
    public IReadOnlyDictionary<IProcess, ResourceUsage> Measure(IReadOnlyCollection<IProcess> processes)
    {
        // What the kernel killed before this is no news to one that is killed later.
        _machinery.OutOfMemoryKills.StruckLately();
        var bySession = ProcFs.Pids().Select(ProcFs.ReadStat).OfType<ProcFs.Stat>().ToLookup(stat => stat.Session);
        var usage = new Dictionary<IProcess, ResourceUsage>();
        foreach (var process in processes.Cast<LinuxProcess>())
        {
            var members = bySession[process.Pid].ToList();
            if (members.Count == 0) continue;
            usage.Add(process, new ResourceUsage(
                members.Aggregate(TimeSpan.Zero, (sum, member) => sum + member.CpuTime),
                members.Sum(member => member.RssBytes),
                members.Sum(member => member.Threads),
                members.Count));
        }

        return usage;
    }

    /// <summary>Ends the engine's threads. Processes that still run are killed with the spawner thread that made them.</summary>
    public void Dispose() => _machinery.Dispose();
}
