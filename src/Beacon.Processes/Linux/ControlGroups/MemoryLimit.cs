using Beacon.Processes.Linux.Native;

namespace Beacon.Processes.Linux.ControlGroups;

/// <summary>The limit of one process tree's memory.</summary>
/// <param name="cgroup">The cgroup that has the limit; a process joins it before it executes its program.</param>
/// <param name="events">The file that counts the processes that the kernel has killed for it.</param>
/// <param name="isApart">Whether it is not the cgroup that keeps the tree together.</param>
internal sealed class MemoryLimit(Cgroup cgroup, string events, bool isApart)
{
    public Cgroup Cgroup => cgroup;

    public bool IsApart => isApart;

    /// <summary>Whether the kernel has killed one of its processes because it needed more.</summary>
    public bool HasStruck => ProcText.Number(FileDescriptor.ReadAll(events), "oom_kill "u8) > 0;

    public void Remove()
    {
        if (isApart)
            cgroup.Remove();
    }
}
