using Beacon.Processes.Linux.Native;

namespace Beacon.Processes.Linux.Trees;

/// <summary>
/// All processes of the machine at one moment, and the trees that they belong to: /proc is read once for any number of trees.
/// </summary>
internal sealed class ProcessTable
{
    private readonly List<ProcFs.Stat> _processes =
    [
        .. ProcFs.Pids().Select(ProcFs.ReadStat).OfType<ProcFs.Stat>().Where(stat => stat.State is not ('Z' or 'X')),
    ];

    /// <summary>
    /// The members of each tree: the processes of its session, those with its mark in their environment, and their descendants. A daemon
    /// that has left the session is found by the mark; one that has cleared its environment too, by its parent as long as that lives.
    /// </summary>
    public ILookup<ProcessTree, int> MembersOf(IReadOnlyCollection<ProcessTree> trees)
    {
        var bySession = trees.DistinctBy(tree => tree.Leader).ToDictionary(tree => tree.Leader);
        var byMark = trees.DistinctBy(tree => tree.Mark).ToDictionary(tree => tree.Mark);
        var owners = new Dictionary<int, ProcessTree>();
        foreach (var process in _processes)
            if (bySession.TryGetValue(process.Session, out var tree) || TryFindByMark(byMark, process.Pid, out tree))
                owners.Add(process.Pid, tree);

        while (AddChildren(owners)) { }

        return owners.ToLookup(owner => owner.Value, owner => owner.Key);
    }

    private static bool TryFindByMark(Dictionary<(string, string), ProcessTree> byMark, int pid, out ProcessTree tree)
    {
        tree = null!;
        return ProcFs.ReadMark(pid) is { } mark && byMark.TryGetValue(mark, out tree!);
    }

    private bool AddChildren(Dictionary<int, ProcessTree> owners)
    {
        var known = owners.Count;
        foreach (var process in _processes)
            if (!owners.ContainsKey(process.Pid) && owners.TryGetValue(process.Parent, out var tree))
                owners.Add(process.Pid, tree);
        return owners.Count > known;
    }
}
