using System.Runtime.Versioning;

namespace Beacon.Actors.Processes.Linux;

/// <summary>
/// Runs programs on Linux: each in a session of its own, its output drained by one native thread and its end seen on a pidfd by
/// another. Needs env, setsid, setpriv and, for line-buffered output, stdbuf (coreutils and util-linux).
/// </summary>
[SupportedOSPlatform("linux")]
public sealed class LinuxProcessLauncher : IProcessLauncher, IDisposable
{
    private readonly SpawnerThread _spawner = new();
    private readonly OutputThread _output = new();
    private readonly ExitThread _exits = new();

    /// <inheritdoc />
    public IProcess Launch(LaunchSpec spec, Action<ProcessEvent> report)
    {
        var process = new LinuxProcess(spec, report, _output, _exits);
        _spawner.Post(process.Start);
        return process;
    }

    /// <inheritdoc />
    public IReadOnlyDictionary<IProcess, ResourceUsage> Measure(IReadOnlyCollection<IProcess> processes)
    {
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
    public void Dispose()
    {
        _spawner.Dispose();
        _exits.Dispose();
        _output.Dispose();
    }
}
