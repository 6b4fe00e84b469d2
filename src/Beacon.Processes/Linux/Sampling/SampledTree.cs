using Beacon.Processes.Linux.Trees;

namespace Beacon.Processes.Linux.Sampling;

/// <summary>The readings of one process tree.</summary>
internal sealed class SampledTree(ProcessTree tree) : IDisposable
{
    private readonly Dictionary<int, SampledProcess> _processes = [];
    private Switches _ofEnded;
    private ResourceUsage? _last;

    public ProcessTree Tree => tree;

    public IReadOnlyCollection<int> Members => _processes.Keys;

    /// <summary>What its processes use; null: there is none, or their figures are hidden from this user.</summary>
    public ResourceUsage? Read(IReadOnlyCollection<int> members, bool keepsOpen, Span<byte> buffer)
    {
        foreach (var pid in members)
            if (!_processes.ContainsKey(pid))
                _processes.Add(pid, new SampledProcess(pid, keepsOpen));

        ResourceUsage? sum = null;
        foreach (var (pid, process) in _processes)
        {
            if (process.Read(buffer) is { } usage)
                sum = sum is null ? usage : Sum(sum, usage);
            else
                Forget(pid);
        }

        if (sum is null)
            return null;

        sum = sum with
        {
            // Of the cgroup: to the microsecond, and ended processes included, whichever process waited for them.
            CpuTime = tree.CpuTime ?? sum.CpuTime,
            VoluntarySwitches = sum.VoluntarySwitches + _ofEnded.Voluntary,
            InvoluntarySwitches = sum.InvoluntarySwitches + _ofEnded.Involuntary,
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
        _ofEnded += process.Switches;
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
