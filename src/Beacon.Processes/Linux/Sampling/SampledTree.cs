using Beacon.Processes.Linux.ControlGroups;
using Beacon.Processes.Linux.Native;
using Beacon.Processes.Linux.Trees;

namespace Beacon.Processes.Linux.Sampling;

/// <summary>
/// The readings of one process tree. A tree that is counted as a whole and has used no CPU time since it was last read has not changed: its
/// processes are not read again. What changes without them, memory that the kernel takes from them, is read at every tenth measurement.
/// </summary>
internal sealed class SampledTree(ProcessTree tree, bool keepsOpen) : IDisposable
{
    /// <summary>How many measurements in a row a tree may rest.</summary>
    public const int RestsAtMost = 9;

    // Beyond that, files are opened for each reading: other things need descriptors too.
    private const int ProcessesKeptOpen = 500;

    private readonly KeptFile? _cpu = tree.CpuFile is { } file ? new KeptFile(file, keepsOpen) : null;
    private readonly Dictionary<int, SampledProcess> _processes = [];
    private Switches _ofEnded;
    private ResourceUsage? _last;
    private TimeSpan? _cpuTime;
    private int _rests = RestsAtMost;

    public ProcessTree Tree => tree;

    /// <summary>Whether it has not changed between the last two measurements.</summary>
    public bool IsResting { get; private set; }

    public IReadOnlyCollection<int> Members => _processes.Keys;

    /// <summary>What its processes use; null: there is none, or their figures are hidden from this user.</summary>
    public ResourceUsage? Read(Func<IReadOnlyCollection<int>> membersOf, Span<byte> buffer)
    {
        // Before the processes are read: what they do meanwhile is seen the next time.
        var cpuTime = _cpu is null ? null : Cgroup.CpuTimeIn(buffer[.._cpu.Read(buffer)]);
        IsResting = cpuTime is not null && cpuTime == _cpuTime;
        _cpuTime = cpuTime;
        if (IsResting && _rests < RestsAtMost)
        {
            _rests++;
            return _last;
        }

        var usage = ReadAll(membersOf(), cpuTime, buffer);
        _rests = usage is null ? RestsAtMost : 0;
        return usage;
    }

    public void Dispose()
    {
        foreach (var process in _processes.Values)
            process.Dispose();
        _processes.Clear();
        _cpu?.Dispose();
    }

    private ResourceUsage? ReadAll(IReadOnlyCollection<int> members, TimeSpan? cpuTime, Span<byte> buffer)
    {
        foreach (var pid in members)
            if (!_processes.ContainsKey(pid))
                _processes.Add(pid, new SampledProcess(pid, keepsOpen && members.Count <= ProcessesKeptOpen));

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
            CpuTime = cpuTime ?? sum.CpuTime,
            IsCounted = cpuTime is not null,
            VoluntarySwitches = sum.VoluntarySwitches + _ofEnded.Voluntary,
            InvoluntarySwitches = sum.InvoluntarySwitches + _ofEnded.Involuntary,
        };
        return _last = sum.NoLessThan(_last);
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
