using System.Globalization;
using Beacon.Processes.Linux.Native;

namespace Beacon.Processes.Linux.ControlGroups;

/// <summary>
/// Limits the memory of components: in their cgroups, if the memory controller is available there (cgroups(7), version 2: memory.max);
/// otherwise in cgroups of version 1's memory hierarchy beside them (memory.limit_in_bytes), which hybrid machines still have.
/// </summary>
internal sealed class MemoryLimits : IDisposable
{
    private readonly OwnedCgroup? _apart;
    private long _made;

    private MemoryLimits(OwnedCgroup? apart) => _apart = apart;

    /// <summary>Finds out how; null: this user may not limit memory on this machine.</summary>
    public static MemoryLimits? TryCreate(Cgroups? cgroups)
    {
        if (cgroups is not null && cgroups.TryEnableMemory())
            return new MemoryLimits(apart: null);
        if (Cgroups.FindOwnOfMemory() is not { } own)
            return null;
        return OwnedCgroup.TryMake(own) is { } apart ? new MemoryLimits(apart) : null;
    }

    /// <summary>Limits a component that is about to start; swap counts as memory.</summary>
    /// <exception cref="IOException">The kernel refused the limit.</exception>
    public MemoryLimit Limit(string component, long bytes, Cgroup? cgroup)
    {
        var text = bytes.ToString(CultureInfo.InvariantCulture);
        if (_apart is null && cgroup is not null)
        {
            if (!FileDescriptor.WriteText(Path.Combine(cgroup.Folder, "memory.max"), text))
                throw Errno.Exception($"limits.memory of {component}");

            // Without these the limit would lead to swapping, and the kernel would kill one process and leave the rest.
            FileDescriptor.WriteText(Path.Combine(cgroup.Folder, "memory.swap.max"), "0");
            FileDescriptor.WriteText(Path.Combine(cgroup.Folder, "memory.oom.group"), "1");
            return new MemoryLimit(cgroup, Path.Combine(cgroup.Folder, "memory.events"), IsApart: false);
        }

        var folder = Path.Combine(_apart!.Folder, $"{component}-{++_made}");
        if (!FileDescriptor.MakeFolder(folder) || !FileDescriptor.WriteText(Path.Combine(folder, "memory.limit_in_bytes"), text))
            throw Errno.Exception($"limits.memory of {component}");
        FileDescriptor.WriteText(Path.Combine(folder, "memory.memsw.limit_in_bytes"), text);
        return new MemoryLimit(new Cgroup(folder), Path.Combine(folder, "memory.oom_control"), IsApart: true);
    }

    public void Dispose() => _apart?.Dispose();
}

/// <summary>The limit of one process tree's memory.</summary>
/// <param name="Cgroup">The cgroup that has the limit; a process joins it before it executes its program.</param>
/// <param name="Events">The file that counts the processes that the kernel has killed for it.</param>
/// <param name="IsApart">Whether it is not the cgroup that keeps the tree together.</param>
internal sealed record MemoryLimit(Cgroup Cgroup, string Events, bool IsApart)
{
    /// <summary>Whether the kernel has killed one of its processes because it needed more.</summary>
    public bool HasStruck => ProcText.Number(FileDescriptor.ReadAll(Events), "oom_kill "u8) > 0;

    public void Remove()
    {
        if (IsApart)
            Cgroup.Remove();
    }
}
