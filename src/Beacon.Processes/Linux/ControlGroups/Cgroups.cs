using Beacon.Processes.Linux.Native;

namespace Beacon.Processes.Linux.ControlGroups;

/// <summary>
/// The cgroups (cgroups(7), version 2) of the components of one supervisor, all below one cgroup that is made where the supervisor itself
/// is. Only a cgroup keeps every process of a component together; memory is limited by <see cref="MemoryLimits"/>.
/// </summary>
internal sealed class Cgroups : IDisposable
{
    private const string Below = "beacon-supervisor";

    private readonly OwnedCgroup _own;
    private long _made;

    private Cgroups(OwnedCgroup own, IReadOnlyList<string> ended) => (_own, Ended) = (own, ended);

    /// <summary>The cgroup that holds them all.</summary>
    public string Folder => _own.Folder;

    /// <summary>Processes of earlier supervisors that were found running and killed.</summary>
    public IReadOnlyList<string> Ended { get; }

    /// <summary>
    /// Makes them where that is possible: cgroup v2 with cgroup.kill (Linux 5.14), in a place that this user may write to.
    /// </summary>
    public static Cgroups? TryCreate()
    {
        if (FindOwn() is not { } own)
            return null;
        try
        {
            // To move a process, a user needs write access to the cgroup where it is and to the one where it goes.
            var ended = OwnedCgroup.EndForsaken(own);
            if (!FileDescriptor.IsWritable(Path.Combine(own, "cgroup.procs")) || OwnedCgroup.TryMake(own) is not { } made)
                return null;
            var isUsable =
                File.Exists(Path.Combine(made.Folder, "cgroup.kill"))
                && File.ReadAllText(Path.Combine(made.Folder, "cgroup.type")).Trim() == "domain";
            if (isUsable)
                return new Cgroups(made, ended);
            made.Dispose();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Read-only, as in most containers, or owned by another user.
        }

        return null;
    }

    /// <summary>A cgroup for one process tree; null: the kernel refused to make one.</summary>
    public Cgroup? TryMake(string component)
    {
        var folder = Path.Combine(Folder, $"{component}-{++_made}");
        return FileDescriptor.MakeFolder(folder) ? new Cgroup(folder) : null;
    }

    public void Dispose() => _own.Dispose();

    /// <summary>Where the supervisor itself is in version 1's memory hierarchy; null: this machine has none.</summary>
    public static string? FindOwnOfMemory()
    {
        var own = FindOwn(
            ":memory:",
            mount => mount.Contains(" - cgroup ", StringComparison.Ordinal) && mount.Split(' ')[^1].Split(',').Contains("memory")
        );
        if (own is not null)
            OwnedCgroup.EndForsaken(own);
        return own;
    }

    /// <summary>
    /// Enables the memory controller for the cgroups made here; false: the kernel has none for them, or not for this user. The kernel gives
    /// it only to a cgroup without processes of its own, so a supervisor that is alone in its cgroup moves into one below.
    /// </summary>
    public bool TryEnableMemory()
    {
        var own = Path.GetDirectoryName(Folder)!;
        return (Enable(own) || (MoveBelow(own) && Enable(own))) && Enable(Folder);

        static bool Enable(string folder) => FileDescriptor.WriteText(Path.Combine(folder, "cgroup.subtree_control"), "+memory");
    }

    private static bool MoveBelow(string own)
    {
        if (!new Cgroup(own).Members().SequenceEqual([Environment.ProcessId]))
            return false;
        var below = Path.Combine(own, Below);
        FileDescriptor.MakeFolder(below);
        return FileDescriptor.WriteText(new Cgroup(below).ProcsFile, "0");
    }

    // "0::/user.slice/…" in /proc/self/cgroup, below where cgroup2 is mounted.
    private static string? FindOwn()
    {
        var own = FindOwn("0::", mount => mount.Contains(" - cgroup2 ", StringComparison.Ordinal));
        return Path.GetFileName(own) == Below ? Path.GetDirectoryName(own) : own;
    }

    private static string? FindOwn(string mark, Func<string, bool> isMount)
    {
        var entry = ProcFs
            .ReadText(Environment.ProcessId, "cgroup")
            .Split('\n')
            .FirstOrDefault(line => line.Contains(mark, StringComparison.Ordinal));
        if (entry is null)
            return null;

        var path = entry[(entry.IndexOf(mark, StringComparison.Ordinal) + mark.Length)..];
        foreach (var line in ProcFs.ReadText(Environment.ProcessId, "mountinfo").Split('\n'))
        {
            // ID PARENT MAJOR:MINOR ROOT MOUNT-POINT OPTIONS … - TYPE SOURCE SUPER-OPTIONS
            if (!isMount(line))
                continue;
            var fields = line.Split(' ');
            var below =
                fields[3] == "/" ? path
                : path.StartsWith(fields[3], StringComparison.Ordinal) ? path[fields[3].Length..]
                : null;
            if (below is not null)
                return Path.Join(fields[4], below).TrimEnd('/');
        }

        return null;
    }
}
