using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Beacon.Processes.Linux.ControlGroups;
using Beacon.Processes.Linux.Trees;

namespace Beacon.Processes.Linux.Sampling;

/// <summary>
/// One thread that measures what all process trees and the machine use, through files that stay open. It measures its own CPU time too
/// (clock_gettime(2), CLOCK_THREAD_CPUTIME_ID), so that its caller can measure less often if that is expensive.
/// </summary>
/// <param name="outOfMemoryKills">
/// Read at each measurement, so that an older kill is not attributed to a process that is killed later.
/// </param>
internal sealed partial class SamplerThread(OutOfMemoryKills outOfMemoryKills) : IDisposable
{
    private const int CLOCK_THREAD_CPUTIME_ID = 3;
    private const int BufferBytes = 8192;

    // Beyond that, files are opened for each reading: a fleet needs its descriptors for other things.
    private const int TreesKeptOpen = 500;

    private readonly WorkerThread _thread = new("beacon sampler");
    private readonly Dictionary<ProcessTree, SampledTree> _trees = [];
    private readonly ProcessRoster _roster = new();
    private readonly SocketSampler _sockets = new();
    private readonly MachineSampler _machine = new();
    private readonly byte[] _buffer = new byte[BufferBytes];

    /// <summary>Measures these processes and the machine, and reports the result, even if it is empty.</summary>
    public void Measure(IReadOnlyCollection<IProcess> processes, Func<IProcess, ProcessTree?> treeOf, Action<Measurement> report)
    {
        IProcess[] asked = [.. processes];
        if (!TryOrder(() => report(Measure(asked, treeOf))))
            report(Measurement.Nothing);
    }

    /// <summary>Nothing is left of a tree.</summary>
    public void Forget(ProcessTree tree) =>
        TryOrder(() =>
        {
            if (!_trees.Remove(tree, out var sampled))
                return;
            _sockets.Forget(sampled);
            sampled.Dispose();
        });

    public void Dispose()
    {
        _thread.Dispose();
        foreach (var tree in _trees.Values)
            tree.Dispose();
        _machine.Dispose();
    }

    private bool TryOrder(Action order)
    {
        try
        {
            _thread.Post(order);
            return true;
        }
        catch (InvalidOperationException)
        {
            // The thread has ended.
            return false;
        }
    }

    private Measurement Measure(IProcess[] processes, Func<IProcess, ProcessTree?> treeOf)
    {
        var before = CpuTime();
        try
        {
            outOfMemoryKills.StruckLately();
            var machine = _machine.Read(_buffer);
            var usages = Read(processes, treeOf);
            return new Measurement(usages, machine, CpuTime() - before);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Measurement.Nothing with { Cost = CpuTime() - before };
        }
    }

    private ImmutableDictionary<IProcess, ResourceUsage> Read(IProcess[] processes, Func<IProcess, ProcessTree?> treeOf)
    {
        var asked = new List<(IProcess Process, SampledTree Tree)>();
        foreach (var process in processes)
            if (treeOf(process) is { } tree)
                asked.Add((process, SampledTreeOf(tree)));
        var scattered = _roster.Look([.. _trees.Keys.Where(tree => !tree.IsComplete)]);

        var usages = new Dictionary<IProcess, ResourceUsage>();
        foreach (var (process, tree) in asked)
        {
            if (tree.Read(() => scattered.GetValueOrDefault(tree.Tree) ?? tree.Tree.Members(), _buffer) is { } usage)
                usages.Add(process, usage);
        }

        var sockets = _sockets.Read([.. asked.Select(entry => entry.Tree)]);
        var found = ImmutableDictionary.CreateBuilder<IProcess, ResourceUsage>();
        foreach (var (process, tree) in asked)
        {
            if (!usages.TryGetValue(process, out var usage))
                continue;
            tree.Tree.LastUsage = usage;
            found.Add(process, usage with { Sockets = [.. sockets[tree]] });
        }

        return found.ToImmutable();
    }

    private SampledTree SampledTreeOf(ProcessTree tree)
    {
        if (!_trees.TryGetValue(tree, out var sampled))
            _trees.Add(tree, sampled = new SampledTree(tree, keepsOpen: _trees.Count < TreesKeptOpen));
        return sampled;
    }

    private static TimeSpan CpuTime()
    {
        ClockNative(CLOCK_THREAD_CPUTIME_ID, out var time);
        return TimeSpan.FromSeconds(time.Seconds) + TimeSpan.FromMicroseconds(time.Nanoseconds / 1000.0);
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int ClockNative(int clock, out TimeSpec time);

    private readonly record struct TimeSpec(nint Seconds, nint Nanoseconds);
}
