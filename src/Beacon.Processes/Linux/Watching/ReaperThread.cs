using System.Collections.Concurrent;
using Beacon.Plans;
using Beacon.Processes.Linux.Native;

namespace Beacon.Processes.Linux.Watching;

/// <summary>
/// One thread that sees every tree to its end after its leader's: waits for those that are left, ends who outlives the time allowed, and
/// says so only when nobody is left and all output is stored. However many trees end at once, one look at /proc answers for all.
/// </summary>
internal sealed class ReaperThread : IDisposable
{
    private readonly Epoll _epoll = new();
    private readonly ConcurrentQueue<Action> _orders = new();
    private readonly HashSet<LinuxProcess> _ending = [];
    private readonly HashSet<LinuxProcess> _toLookAt = [];
    private readonly Dictionary<int, LinuxProcess> _waitedFor = [];
    private readonly List<(ProcessTree Tree, UnixSignal Signal)> _signals = [];
    private readonly List<ProcessTree> _joining = [];
    private readonly Thread _thread;
    private bool _disposed;

    public ReaperThread()
    {
        _thread = new Thread(Run) { IsBackground = true, Name = "beacon reaper" };
        _thread.Start();
    }

    /// <summary>The leader has ended: sees to the rest.</summary>
    public void End(LinuxProcess process) =>
        Order(() =>
        {
            _ending.Add(process);
            _toLookAt.Add(process);
        });

    /// <summary>Something has changed: a stream has ended, or there is no more time.</summary>
    public void LookAt(LinuxProcess process) =>
        Order(() =>
        {
            if (_ending.Contains(process))
                _toLookAt.Add(process);
        });

    /// <summary>Signals those of a tree that are not of its leader's process group.</summary>
    public void SignalOthers(ProcessTree tree, UnixSignal signal) => Order(() => _signals.Add((tree, signal)));

    /// <summary>Takes a tree into its cgroup: that may take the kernel some milliseconds, and a look at all processes.</summary>
    public void JoinCgroup(ProcessTree tree) => Order(() => _joining.Add(tree));

    public void Dispose()
    {
        Order(() => _disposed = true);
        _thread.Join();
        _epoll.Dispose();
    }

    private void Order(Action order)
    {
        _orders.Enqueue(order);
        _epoll.Wake();
    }

    private void Run()
    {
        var ready = new List<int>();
        while (!_disposed)
        {
            _epoll.Wait(ready, MillisecondsToNextDeadline());
            while (_orders.TryDequeue(out var order))
                order();
            foreach (var pidfd in ready)
                if (_waitedFor.TryGetValue(pidfd, out var process))
                    OnMemberEnded(process, pidfd);
            foreach (var process in _ending)
                if (process.IsOverdue)
                    _toLookAt.Add(process);

            Work();
        }
    }

    private void Work()
    {
        _joining.ForEach(tree => tree.JoinCgroup());
        var needsTable =
            _joining.Count > 0 || _signals.Exists(signal => !signal.Tree.IsComplete) || _toLookAt.Any(process => !process.Tree.IsComplete);
        var table = needsTable ? new ProcessTable() : null;
        foreach (var (tree, signal) in _signals)
            tree.SignalOthers(signal, table);
        _signals.Clear();

        var members = table?.MembersOf([.. _toLookAt.Select(process => process.Tree).Where(tree => !tree.IsComplete).Union(_joining)]);
        _joining.ForEach(tree => tree.Gather(members![tree]));
        _joining.Clear();
        LinuxProcess[] looked = [.. _toLookAt];
        _toLookAt.Clear();
        foreach (var process in looked)
            LookAt(process, process.Tree.IsComplete ? process.Tree.Members() : [.. members![process.Tree].Union(process.Tree.Dying())]);
    }

    private void LookAt(LinuxProcess process, List<int> members)
    {
        if (members.Count > 0 && !process.IsGivenUp)
        {
            if (process.IsOutOfTime)
                process.KillStragglers(members);
            if (process.Waiting == 0)
                members.ForEach(pid => WaitFor(process, Pidfd.Open(pid)));

            // All of them ended between being looked up and being waited for: look again.
            if (process.Waiting == 0)
                LookAt(process);
        }
        else if (process.TryFinish(members))
        {
            _ending.Remove(process);
            foreach (var (pidfd, _) in _waitedFor.Where(waited => waited.Value == process).ToList())
                Forget(pidfd);
        }
    }

    private void WaitFor(LinuxProcess process, int pidfd)
    {
        if (pidfd < 0)
            return;
        process.Waiting++;
        _waitedFor.Add(pidfd, process);
        _epoll.Add(pidfd);
    }

    private void OnMemberEnded(LinuxProcess process, int pidfd)
    {
        Forget(pidfd);
        if (--process.Waiting == 0)
            _toLookAt.Add(process);
    }

    private void Forget(int pidfd)
    {
        _waitedFor.Remove(pidfd);
        _epoll.Remove(pidfd);
        FileDescriptor.Close(pidfd);
    }

    private int MillisecondsToNextDeadline()
    {
        if (_toLookAt.Count > 0)
            return 0;
        return _ending.Count == 0 ? -1 : _ending.Min(process => process.MillisecondsLeft);
    }
}
