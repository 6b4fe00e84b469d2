using Beacon.Plans;
using Beacon.Processes.Linux.ControlGroups;
using Beacon.Processes.Linux.Native;

namespace Beacon.Processes.Linux.Trees;

/// <summary>
/// The processes of one incarnation: those of its cgroup where it has one, else those of its session, whoever carries its mark in the
/// environment, and their descendants.
/// </summary>
/// <param name="leader">The process that was started: leader of its session, whose id is the session's.</param>
/// <param name="spec">What was started.</param>
/// <param name="cgroup">Its cgroup; null: there is none.</param>
/// <param name="isComplete">Whether all its processes are in the cgroup, because the leader joined it before it became its program.</param>
internal sealed class ProcessTree(int leader, LaunchSpec spec, Cgroup? cgroup, bool isComplete)
{
    private readonly bool _wasCompleteFromStart = isComplete;
    private readonly Dictionary<int, long> _killed = [];
    private ResourceUsage? _lastUsage;

    /// <summary>The leader's process id, and the session's.</summary>
    public int Leader => leader;

    /// <summary>What all its processes inherit in their environment: run and component.</summary>
    public (string Run, string Component) Mark => (spec.Run, spec.Component);

    /// <summary>What it used at the last measurement; null: it was never measured. Set by the sampler thread, read by any.</summary>
    public ResourceUsage? LastUsage
    {
        get => Volatile.Read(ref _lastUsage);
        set => Volatile.Write(ref _lastUsage, value);
    }

    /// <summary>Whether its members are known without a look at all processes.</summary>
    public bool IsComplete { get; private set; } = isComplete;

    /// <summary>The CPU time of all who ever belonged to it; null: nobody has counted them from the start.</summary>
    public TimeSpan? CpuTime => _wasCompleteFromStart ? cgroup!.CpuTime : null;

    /// <summary>Its living processes; zombies do not count.</summary>
    /// <param name="table">All processes, if they were looked up already.</param>
    public List<int> Members(ProcessTable? table = null) =>
        IsComplete ? cgroup!.Members() : [.. (table ?? new ProcessTable()).MembersOf([this])[this]];

    /// <summary>
    /// Signals the leader's process group, which is everybody of the session unless somebody made a group of his own; or, where the
    /// plan says so, the leader alone.
    /// </summary>
    public void Signal(UnixSignal signal)
    {
        if (signal == UnixSignal.SIGKILL)
            cgroup?.Kill();

        // Before its session is made the process still is in the supervisor's own session and group.
        var isAlone = spec.StopScope == StopScope.Leader && signal != UnixSignal.SIGKILL;
        if (isAlone || Signals.SessionOf(leader) != leader || !Signals.SendToGroup(leader, signal))
            Signals.Send(leader, signal);
    }

    /// <summary>Signals those of the tree that are not of the leader's group: the jobs of a shell, daemons.</summary>
    /// <param name="signal">The signal.</param>
    /// <param name="table">All processes, if they were looked up already.</param>
    public void SignalOthers(UnixSignal signal, ProcessTable? table)
    {
        foreach (var pid in Members(table).Where(pid => Signals.GroupOf(pid) != leader))
        {
            if (signal == UnixSignal.SIGKILL && ProcFs.ReadStat(pid) is { } stat)
                _killed[pid] = stat.StartTicks;
            Signals.Send(pid, signal);
        }
    }

    /// <summary>
    /// Those that were killed and are not gone yet. One that dies has no environment any more, and is not found by it, while its sockets
    /// and files may still be open.
    /// </summary>
    public IEnumerable<int> Dying() =>
        _killed
            .Where(killed => ProcFs.ReadStat(killed.Key) is { State: not ('Z' or 'X') } stat && stat.StartTicks == killed.Value)
            .Select(killed => killed.Key);

    /// <summary>Kills these members, and by the cgroup all of them.</summary>
    public void Kill(List<int> members)
    {
        cgroup?.Kill();
        members.ForEach(pid => Signals.Send(pid, UnixSignal.SIGKILL));
    }

    /// <summary>Takes the leader into the cgroup after the fact.</summary>
    public void JoinCgroup() => cgroup?.Add(leader);

    /// <summary>
    /// Takes into the cgroup whoever was made before the leader joined it. Was there nobody, it holds the whole tree from now on; else
    /// those may have made others meanwhile, and the tree stays incomplete.
    /// </summary>
    /// <param name="members">Its living processes, looked up after the leader had joined.</param>
    public void Gather(IEnumerable<int> members)
    {
        if (cgroup is null)
            return;
        var inside = cgroup.Members();
        var outside = members.Except(inside).ToList();
        outside.ForEach(cgroup.Add);
        IsComplete = outside.Count == 0 && inside.Contains(leader);
    }

    /// <summary>Whether one of the processes holds one of these sockets.</summary>
    public bool Holds(IReadOnlySet<uint> inodes) =>
        ProcFs.HoldsSocket(leader, inodes) || Members().Exists(pid => pid != leader && ProcFs.HoldsSocket(pid, inodes));
}
