using Beacon.Processes.Linux.Native;

namespace Beacon.Processes.Linux.Trees;

/// <summary>
/// The trees that the processes of this machine belong to: /proc is read once for any number of trees, and each process is examined once,
/// when it is first seen. It belongs to the tree whose session it is in, whose mark is in its environment, or whose process made it, and
/// stays there. A daemon that has left the session is found by the mark if it is of this user; one that is of another, or has cleared its
/// environment too, by its parent as long as that lives.
/// </summary>
internal sealed class ProcessRoster
{
    // Anybody can write a mark into an environment: only that of a process of this user counts.
    private static readonly Lazy<uint?> Self = new(() => ProcFs.UserOf(Environment.ProcessId));

    private readonly Dictionary<int, ProcessTree?> _owners = [];
    private readonly Dictionary<ProcessTree, List<int>> _members = [];

    /// <summary>The processes of these trees, without those that were zombies when they were first seen.</summary>
    public IReadOnlyDictionary<ProcessTree, List<int>> Look(IReadOnlyCollection<ProcessTree> trees)
    {
        foreach (var tree in _members.Keys.Except(trees).ToList())
            _members.Remove(tree);
        if (trees.Count == 0)
            return _members;

        // A process without a tree so far may belong to a new one.
        var hasNew = trees.Count(tree => _members.TryAdd(tree, [])) > 0;
        var pids = ProcFs.Pids().ToHashSet();
        foreach (var (pid, owner) in _owners)
            if (!pids.Contains(pid) || (owner is null ? hasNew : !_members.ContainsKey(owner)))
                _owners.Remove(pid);
        Examine(pids.Where(pid => !_owners.ContainsKey(pid)).ToList());

        foreach (var members in _members.Values)
            members.Clear();
        foreach (var (pid, owner) in _owners)
            if (owner is not null)
                _members[owner].Add(pid);
        return _members;
    }

    private void Examine(List<int> pids)
    {
        var bySession = _members.Keys.DistinctBy(tree => tree.Leader).ToDictionary(tree => tree.Leader);
        var byMark = _members.Keys.DistinctBy(tree => tree.Mark).ToDictionary(tree => tree.Mark);
        var others = new List<(int Pid, int Parent)>();
        foreach (var pid in pids)
        {
            _owners[pid] = null;
            if (ProcFs.ReadStat(pid) is not { IsGone: false } stat)
                continue;
            if (
                bySession.TryGetValue(stat.Session, out var tree)
                || (ProcFs.ReadMark(pid) is { } mark && byMark.TryGetValue(mark, out tree) && ProcFs.UserOf(pid) == Self.Value)
            )
                _owners[pid] = tree;
            else
                others.Add((pid, stat.Parent));
        }

        while (others.RemoveAll(child => (_owners[child.Pid] = _owners.GetValueOrDefault(child.Parent)) is not null) > 0) { }
    }
}
