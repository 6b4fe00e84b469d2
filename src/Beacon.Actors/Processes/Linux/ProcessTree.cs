using System.Text;
using Beacon.Actors.Plans;

namespace Beacon.Actors.Processes.Linux;

/// <summary>
/// The processes of one component: those of its session, their descendants, and whoever carries its mark in the environment, so that
/// a daemon that has left both is found as well.
/// </summary>
/// <param name="leader">The process that was started: leader of its session, whose id is the session's.</param>
/// <param name="run">The run's id.</param>
/// <param name="component">The component's name.</param>
internal sealed class ProcessTree(int leader, string run, string component)
{
    /// <summary>The variable that marks the processes of a run.</summary>
    public const string RunVariable = "BEACON_RUN_ID";

    /// <summary>The variable that marks the processes of a component.</summary>
    public const string ComponentVariable = "BEACON_COMPONENT";

    private readonly byte[] _runMark = Encoding.UTF8.GetBytes($"{RunVariable}={run}");
    private readonly byte[] _componentMark = Encoding.UTF8.GetBytes($"{ComponentVariable}={component}");

    /// <summary>Its living processes; zombies do not count.</summary>
    public List<int> Members()
    {
        var all = ProcFs.Pids().Select(ProcFs.ReadStat).OfType<ProcFs.Stat>().Where(stat => stat.State is not ('Z' or 'X')).ToList();
        return [.. all.Where(stat => stat.Session == leader || IsMarked(stat.Pid)).Select(stat => stat.Pid)];
    }

    /// <summary>Signals the session's leading process group, which is everybody unless somebody made a group of their own.</summary>
    public void Signal(UnixSignal signal)
    {
        // Until setsid(1) has run the process still is in the supervisor's own session and group.
        if (Signals.SessionOf(leader) != leader || !Signals.SendToGroup(leader, signal)) Signals.Send(leader, signal);
    }

    /// <summary>
    /// Kills everybody, waits until they have ended, and looks again until nobody is left: a process may fork while the others are
    /// being looked up.
    /// </summary>
    public void KillAndWait()
    {
        while (Members() is { Count: > 0 } members)
        {
            var pidfds = members.ConvertAll(Pidfd.Open);
            members.ForEach(pid => Signals.Send(pid, UnixSignal.SIGKILL));
            pidfds.RemoveAll(pidfd => pidfd < 0);
            foreach (var pidfd in pidfds)
            {
                Pidfd.WaitForEnd(pidfd);
                FileDescriptor.Close(pidfd);
            }
        }
    }

    /// <summary>Whether one of the processes holds one of these sockets.</summary>
    public bool Holds(IReadOnlySet<uint> inodes) =>
        ProcFs.HoldsSocket(leader, inodes) || Members().Exists(pid => pid != leader && ProcFs.HoldsSocket(pid, inodes));

    private bool IsMarked(int pid) => ProcFs.HasInEnvironment(pid, _componentMark) && ProcFs.HasInEnvironment(pid, _runMark);
}
