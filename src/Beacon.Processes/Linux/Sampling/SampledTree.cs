using Beacon.Processes.Linux.Trees;

namespace Beacon.Processes.Linux.Sampling;

/// <summary>The readings of one process tree.</summary>
/// <param name="tree">The tree.</param>
internal sealed class SampledTree(ProcessTree tree) : IDisposable
{
    private readonly Dictionary<int, SampledProcess> _processes = [];
    private readonly List<int> _gone = [];
    private long _voluntaryOfEnded;
    private long _involuntaryOfEnded;
    private ResourceUsage? _last;

    public ProcessTree Tree => tree;

    /// <summary>Its processes at the last measurement.</summary>
    public IReadOnlyCollection<int> Members => _processes.Keys;

    /// <summary>What its processes use; null: there is none, or their figures are hidden from this user.</summary>
    /// <param name="members">Its processes.</param>
    /// <param name="keepsOpen">Whether files of new processes may stay open.</param>
    /// <param name="buffer">Room for a file of /proc.</param>
    public ResourceUsage? Read(IReadOnlyCollection<int> members, bool keepsOpen, Span<byte> buffer)
    {
        foreach (var pid in members)
            if (!_processes.ContainsKey(pid))
                _processes.Add(pid, new SampledProcess(pid, keepsOpen));

        ResourceUsage? sum = null;
        foreach (var process in _processes.Values)
        {
            if (process.Read(buffer) is { } usage)
                sum = sum is null ? usage : Sum(sum, usage);
            else
                _gone.Add(process.Pid);
        }

        foreach (var pid in _gone)
            Forget(pid);
        _gone.Clear();
        if (sum is null)
            return null;

        sum = sum with
        {
            // Of the cgroup: to the microsecond, and ended processes included, whichever process waited for them.
            CpuTime = tree.CpuTime ?? sum.CpuTime,
            VoluntarySwitches = sum.VoluntarySwitches + _voluntaryOfEnded,
            InvoluntarySwitches = sum.InvoluntarySwitches + _involuntaryOfEnded,
        };
        return _last = sum.NoLessThan(_last);
    }

    public void Dispose()
    {
        foreach (var process in _processes.Values)
            process.Dispose();
        _processes.Clear();
    }

    private void Forget(int pid)
    {
        if (!_processes.Remove(pid, out var process))
            return;
        _voluntaryOfEnded += process.VoluntarySwitches;
        _involuntaryOfEnded += process.InvoluntarySwitches;
        process.Dispose();
    }

    private static ResourceUsage Sum(ResourceUsage one, ResourceUsage other) =>
        other.After(one) with
        {
            RssBytes = one.RssBytes + other.RssBytes,
            Threads = one.Threads + other.Threads,
            Processes = one.Processes + other.Processes,
        };
}
