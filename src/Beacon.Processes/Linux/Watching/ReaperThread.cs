using Beacon.Plans;
using Beacon.Processes.Linux.Native;
using Beacon.Processes.Linux.Trees;

namespace Beacon.Processes.Linux.Watching;

/// <summary>
/// One thread that ends every tree after its leader's exit: waits for the processes that are left, kills those that outlive the time
/// allowed, and finishes only when no process is left and all output is stored. However many trees end at once, /proc is read once for all
/// of them.
/// </summary>
internal sealed class ReaperThread : IDisposable
{
    private readonly EpollLoop _loop = new("beacon reaper");
    private readonly Dictionary<ProcessTree, EndingProcess> _ending = [];
    private readonly HashSet<EndingProcess> _toLookAt = [];
    private readonly Dictionary<int, EndingProcess> _waitedFor = [];
    private readonly List<(ProcessTree Tree, UnixSignal Signal)> _signals = [];
    private readonly List<ProcessTree> _joining = [];

    public ReaperThread() => _loop.Start(MillisecondsToNextDeadline, Turn);

    /// <summary>The leader of a tree has exited: ends the rest.</summary>
    public void End(EndingProcess ending) =>
        _loop.Order(() =>
        {
            _ending.Add(ending.Tree, ending);
            _toLookAt.Add(ending);
        });

    /// <summary>Looks at a tree again if it is ending: a stream has ended, or the tree is to be killed now.</summary>
    public void LookAt(ProcessTree tree) =>
        _loop.Order(() =>
        {
            if (_ending.TryGetValue(tree, out var ending))
                _toLookAt.Add(ending);
        });

    /// <summary>Signals the processes of a tree that are not in its leader's process group.</summary>
    public void SignalOthers(ProcessTree tree, UnixSignal signal) => _loop.Order(() => _signals.Add((tree, signal)));

    /// <summary>Moves a tree into its cgroup: that may take the kernel some milliseconds, and needs all processes to be read.</summary>
    public void JoinCgroup(ProcessTree tree) => _loop.Order(() => _joining.Add(tree));

    public void Dispose() => _loop.Dispose();

    private void Turn(IReadOnlyList<int> ready)
    {
        foreach (var pidfd in ready)
            if (_waitedFor.TryGetValue(pidfd, out var ending))
                OnMemberEnded(ending, pidfd);
        foreach (var ending in _ending.Values)
            if (ending.IsOverdue)
                _toLookAt.Add(ending);

        _joining.ForEach(tree => tree.JoinCgroup());
        var trees = _signals.Select(signal => signal.Tree).Concat(_toLookAt.Select(ending => ending.Tree));
        var members = new ProcessRoster().Look([.. trees.Where(tree => !tree.IsComplete).Union(_joining)]);
        foreach (var (tree, signal) in _signals)
            tree.SignalOthers(signal, members.GetValueOrDefault(tree) ?? tree.Members());
        _signals.Clear();

        _joining.ForEach(tree => tree.Gather(members[tree]));
        _joining.Clear();
        EndingProcess[] looked = [.. _toLookAt];
        _toLookAt.Clear();
        foreach (var ending in looked)
        {
            var living = ending.Tree.IsComplete ? ending.Tree.Members() : members[ending.Tree];
            LookAt(ending, [.. living.Union(ending.Tree.Dying())]);
        }
    }

    private void LookAt(EndingProcess ending, List<int> members)
    {
        if (members.Count > 0 && !ending.IsGivenUp)
        {
            if (ending.IsToBeKilled)
                ending.Kill(members);
            if (!_waitedFor.ContainsValue(ending))
                members.ForEach(pid => WaitFor(ending, Pidfd.Open(pid)));

            // All of them ended after they were read and before they were waited for: look again.
            if (!_waitedFor.ContainsValue(ending))
                LookAt(ending.Tree);
        }
        else if (ending.TryFinish(members))
        {
            _ending.Remove(ending.Tree);
            foreach (var (pidfd, _) in _waitedFor.Where(waited => waited.Value == ending).ToList())
                Forget(pidfd);
        }
    }

    private void WaitFor(EndingProcess ending, int pidfd)
    {
        if (pidfd < 0)
            return;
        _waitedFor.Add(pidfd, ending);
        _loop.Add(pidfd);
    }

    private void OnMemberEnded(EndingProcess ending, int pidfd)
    {
        Forget(pidfd);
        if (!_waitedFor.ContainsValue(ending))
            _toLookAt.Add(ending);
    }

    private void Forget(int pidfd)
    {
        _waitedFor.Remove(pidfd);
        _loop.Remove(pidfd);
        FileDescriptor.Close(pidfd);
    }

    private int MillisecondsToNextDeadline()
    {
        if (_toLookAt.Count > 0)
            return 0;
        return _ending.Count == 0 ? -1 : _ending.Values.Min(ending => ending.MillisecondsLeft);
    }
}
