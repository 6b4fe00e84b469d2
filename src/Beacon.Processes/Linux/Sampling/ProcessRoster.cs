using Beacon.Processes.Linux.Native;

namespace Beacon.Processes.Linux.Sampling;

/// <summary>
/// The trees that the processes of this machine belong to, kept between readings of /proc: each process is examined once, when it is first
/// seen. It belongs to the tree whose session it is in, whose process made it, or whose mark is in its environment, and stays there.
/// </summary>
internal sealed class ProcessRoster : IDisposable
{
    private readonly Dictionary<int, (SampledTree? Owner, long Look)> _seen = [];
    private readonly Dictionary<SampledTree, List<int>> _members = [];
    private readonly List<int> _pids = [];
    private readonly List<int> _gone = [];
    private int _folder = -1;
    private long _look;

    public IReadOnlyDictionary<SampledTree, List<int>> Look(IReadOnlyCollection<SampledTree> trees)
    {
        // A tree that has become complete is read from its cgroup.
        foreach (var tree in _members.Keys.Except(trees).ToList())
            Forget(tree);
        if (trees.Count == 0)
            return _members;
        if (_folder < 0)
            _folder = FileDescriptor.OpenForReading("/proc");
        foreach (var tree in trees)
            Welcome(tree);

        _look++;
        _pids.Clear();
        if (_folder >= 0)
            FileDescriptor.ListNumbers(_folder, _pids);
        foreach (var pid in _pids)
            _seen[pid] = (_seen.TryGetValue(pid, out var seen) ? seen.Owner : OwnerOf(pid), _look);

        foreach (var members in _members.Values)
            members.Clear();
        foreach (var (pid, seen) in _seen)
        {
            if (seen.Look != _look)
                _gone.Add(pid);
            else if (seen.Owner is { } owner)
                _members[owner].Add(pid);
        }

        foreach (var pid in _gone)
            _seen.Remove(pid);
        _gone.Clear();
        return _members;
    }

    public void Forget(SampledTree tree)
    {
        if (!_members.Remove(tree))
            return;
        foreach (var (pid, seen) in _seen)
            if (seen.Owner == tree)
                _seen.Remove(pid);
    }

    public void Dispose()
    {
        if (_folder >= 0)
            FileDescriptor.Close(_folder);
    }

    // A process without a tree so far may belong to the new one.
    private void Welcome(SampledTree tree)
    {
        if (!_members.TryAdd(tree, []))
            return;
        foreach (var (pid, seen) in _seen)
            if (seen.Owner is null)
                _seen.Remove(pid);
    }

    private SampledTree? OwnerOf(int pid)
    {
        if (ProcFs.ReadStat(pid) is not { } stat)
            return null;
        foreach (var tree in _members.Keys)
            if (tree.Tree.Leader == stat.Session)
                return tree;
        if (_seen.TryGetValue(stat.Parent, out var parent) && parent.Owner is { } owner)
            return owner;
        if (ProcFs.ReadMark(pid) is not { } mark)
            return null;
        foreach (var tree in _members.Keys)
            if (tree.Tree.Mark == mark)
                return tree;
        return null;
    }
}
