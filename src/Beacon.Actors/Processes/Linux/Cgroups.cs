using System.Globalization;

namespace Beacon.Actors.Processes.Linux;

/// <summary>
/// The cgroups (cgroups(7), version 2) of one supervisor's components, all under one of its own, made where the supervisor itself is.
/// Nothing limits anything here: they are the one means by which no process can leave its component.
/// </summary>
internal sealed class Cgroups : IDisposable
{
    private const string Prefix = "beacon-";

    private long _made;

    private Cgroups(string folder) => Folder = folder;

    /// <summary>The cgroup that holds them all.</summary>
    public string Folder { get; }

    /// <summary>Makes them, where that can be done: cgroup v2 with cgroup.kill (Linux 5.14), in a place where this user may write.</summary>
    public static Cgroups? TryCreate()
    {
        if (FindOwn() is not { } own) return null;
        RemoveForsaken(own);
        var folder = Path.Combine(own, $"{Prefix}{Environment.ProcessId}-{Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture)[..8]}");
        try
        {
            // A process may be moved by whoever may write where it is and where it goes.
            if (!FileDescriptor.IsWritable(Path.Combine(own, "cgroup.procs"))) return null;
            Directory.CreateDirectory(folder);
            var isUsable = File.Exists(Path.Combine(folder, "cgroup.kill"))
                && File.ReadAllText(Path.Combine(folder, "cgroup.type")).Trim() == "domain";
            if (isUsable) return new Cgroups(folder);
            Directory.Delete(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Read-only, as in most containers, or somebody else's.
        }

        return null;
    }

    /// <summary>A cgroup for one process and all that comes of it; null: the kernel would not make one.</summary>
    public Cgroup? TryMake(string component)
    {
        var folder = Path.Combine(Folder, $"{component}-{++_made}");
        return FileDescriptor.MakeFolder(folder) ? new Cgroup(folder) : null;
    }

    public void Dispose() => Cgroup.Remove(Folder);

    // "0::/user.slice/…" in /proc/self/cgroup, below where cgroup2 is mounted.
    private static string? FindOwn()
    {
        var path = ProcFs.ReadText(Environment.ProcessId, "cgroup").Split('\n')
            .FirstOrDefault(line => line.StartsWith("0::", StringComparison.Ordinal))?[3..];
        if (path is null) return null;

        foreach (var line in ProcFs.ReadText(Environment.ProcessId, "mountinfo").Split('\n'))
        {
            // ID PARENT MAJOR:MINOR ROOT MOUNT-POINT OPTIONS … - TYPE SOURCE …
            if (!line.Contains(" - cgroup2 ", StringComparison.Ordinal)) continue;
            var fields = line.Split(' ');
            var below = fields[3] == "/" ? path : path.StartsWith(fields[3], StringComparison.Ordinal) ? path[fields[3].Length..] : null;
            if (below is not null) return Path.Join(fields[4], below).TrimEnd('/');
        }

        return null;
    }

    // Left by a supervisor whose guardian was killed with it; what is still populated can't be removed and stays.
    private static void RemoveForsaken(string own)
    {
        foreach (var folder in Directory.EnumerateDirectories(own, $"{Prefix}*"))
        {
            var owner = Path.GetFileName(folder)[Prefix.Length..].Split('-')[0];
            if (int.TryParse(owner, CultureInfo.InvariantCulture, out var pid) && ProcFs.ReadStat(pid) is null) Cgroup.Remove(folder);
        }
    }
}
