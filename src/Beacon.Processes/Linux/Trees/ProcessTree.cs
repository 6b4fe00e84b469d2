using Beacon.Plans;
using Beacon.Processes.Linux.ControlGroups;
using Beacon.Processes.Linux.Native;

namespace Beacon.Processes.Linux.Trees;

/// <summary>
/// The processes of one incarnation: those of its cgroup if it has one; otherwise those of its session, those with its mark in their
/// environment, and their descendants. It is complete if all its processes are in the cgroup because the leader, the process that was
/// started, joined it before it executed its program.
/// </summary>
internal sealed class ProcessTree(int leader, LaunchSpec spec, Cgroup? cgroup, bool isComplete)
{
    private readonly bool _wasCompleteFromStart = isComplete;
    private readonly Dictionary<int, long> _killed = [];
    private volatile ResourceUsage? _lastUsage;

    /// <summary>The leader's process id, and the session's.</summary>
    public int Leader => leader;

    /// <summary>The run and component that all its processes inherit in their environment.</summary>
    public (string Run, string Component) Mark => (spec.Run, spec.Component);

    /// <summary>What it used at the last measurement; null: it was never measured. Set by the sampler thread, read by any.</summary>
    public ResourceUsage? LastUsage
    {
        get => _lastUsage;
        set => _lastUsage = value;
    }

    /// <summary>Whether the cgroup holds all its members, so that /proc need not be searched.</summary>
    public bool IsComplete { get; private set; } = isComplete;

    /// <summary>The CPU time of all its processes, ended ones included; null: they were not counted from the start.</summary>
    public TimeSpan? CpuTime => _wasCompleteFromStart ? cgroup!.CpuTime : null;

    /// <summary>The file that <see cref="CpuTime"/> is read from; null: they were not counted from the start.</summary>
    public string? CpuFile => _wasCompleteFromStart ? cgroup!.CpuFile : null;

    /// <summary>Its living processes, without zombies.</summary>
    public List<int> Members() => IsComplete ? cgroup!.Members() : new ProcessRoster().Look([this])[this];

    /// <summary>
    /// Signals the leader's process group, which is the whole session unless a process made a group of its own; or only the leader, if the
    /// plan says so.
    /// </summary>
    public void Signal(UnixSignal signal)
    {
        if (signal == UnixSignal.SIGKILL)
            cgroup?.Kill();

        // Until it has made its session, the process is in the supervisor's own session and group.
        var isAlone = spec.StopScope == StopScope.Leader && signal != UnixSignal.SIGKILL;
        if (isAlone || Signals.SessionOf(leader) != leader || !Signals.SendToGroup(leader, signal))
            Signals.Send(leader, signal);

        // A stopped process (Ctrl+Z, a debugger, SIGSTOP) handles no signal before it continues.
        if (Signals.NeedsContinuing(signal))
            Signal(UnixSignal.SIGCONT);
    }

    /// <summary>Signals the processes outside of the leader's process group: jobs of a shell, daemons.</summary>
    public void SignalOthers(UnixSignal signal, List<int> members)
    {
        foreach (var pid in members.Where(pid => Signals.GroupOf(pid) != leader))
        {
            if (signal == UnixSignal.SIGKILL)
                NoteKilled(pid);
            Signals.Send(pid, signal);
            if (Signals.NeedsContinuing(signal))
                Signals.Send(pid, UnixSignal.SIGCONT);
        }
    }

    /// <summary>
    /// Processes that were killed and are not gone yet. A dying process has no environment with its mark any more, and its cgroup
    /// does not list it, while its sockets and files may still be open.
    /// </summary>
    public IEnumerable<int> Dying() =>
        _killed
            .Where(killed => ProcFs.ReadStat(killed.Key) is { IsGone: false } stat && stat.StartTicks == killed.Value)
            .Select(killed => killed.Key);

    /// <summary>Kills these processes, and all processes of the cgroup.</summary>
    public void Kill(List<int> members)
    {
        members.ForEach(NoteKilled);
        cgroup?.Kill();
        members.ForEach(pid => Signals.Send(pid, UnixSignal.SIGKILL));
    }

    /// <summary>Moves the leader into the cgroup after its start.</summary>
    public void JoinCgroup() => cgroup?.Add(leader);

    /// <summary>
    /// Moves processes that were made before the leader joined the cgroup into it. If there were none, the cgroup holds the whole tree from
    /// now on; otherwise they may have made others meanwhile, and the tree stays incomplete.
    /// </summary>
    public void Gather(IEnumerable<int> members)
    {
        if (cgroup is null)
            return;
        var inside = cgroup.Members();
        var outside = members.Except(inside).ToList();
        outside.ForEach(cgroup.Add);
        IsComplete = outside.Count == 0 && inside.Contains(leader);
    }

    /// <summary>Whether one of its processes holds one of these sockets; null: this user may not look into one that may.</summary>
    public bool? Holds(IReadOnlySet<uint> inodes)
    {
        if (ProcFs.HoldsSocket(leader, inodes) == true)
            return true;
        var answers = Members().Select(pid => ProcFs.HoldsSocket(pid, inodes)).ToList();
        return answers.Contains(true) ? true
            : answers.Contains(null) ? null
            : false;
    }

    private void NoteKilled(int pid)
    {
        if (ProcFs.ReadStat(pid) is { } stat)
            _killed[pid] = stat.StartTicks;
    }
}
