using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Beacon.Processes.Linux.Native;

namespace Beacon.Processes.Linux.ControlGroups;

/// <summary>One cgroup (cgroups(7), version 2): everybody who joined it and everybody they made.</summary>
internal sealed class Cgroup(string folder)
{
    private readonly string _killFile = Path.Combine(folder, "cgroup.kill");
    private readonly KeptFile _cpuFile = new(Path.Combine(folder, "cpu.stat"), keepsOpen: false);

    public string Folder => folder;

    /// <summary>Who writes 0 to it joins.</summary>
    public string ProcsFile { get; } = Path.Combine(folder, "cgroup.procs");

    /// <summary>Takes a process in; those it has made already stay where they are.</summary>
    public void Add(int pid) => FileDescriptor.WriteText(ProcsFile, pid.ToString(CultureInfo.InvariantCulture));

    /// <summary>Its living processes, those of cgroups made within it included.</summary>
    public List<int> Members()
    {
        var members = new List<int>();
        Collect(folder, members);
        return members;
    }

    /// <summary>The CPU time of all who ever lived in it, to the microsecond; null: it is gone.</summary>
    public TimeSpan? CpuTime
    {
        get
        {
            Span<byte> buffer = stackalloc byte[1024];
            return ProcText.Number(buffer[.._cpuFile.Read(buffer)], "usage_usec"u8) is { } microseconds
                ? TimeSpan.FromMicroseconds(microseconds)
                : null;
        }
    }

    /// <summary>Kills them all at once; nobody can fork his way out.</summary>
    public void Kill() => FileDescriptor.WriteText(_killFile, "1");

    public void Remove() => Remove(folder);

    /// <summary>Removes a cgroup and those within it, as far as nobody lives there.</summary>
    public static void Remove(string folder)
    {
        if (FileDescriptor.RemoveFolder(folder))
            return;
        try
        {
            foreach (var inner in Directory.EnumerateDirectories(folder))
                Remove(inner);
        }
        catch (IOException)
        {
            // Gone meanwhile.
        }

        FileDescriptor.RemoveFolder(folder);
    }

    private static void Collect(string folder, List<int> members)
    {
        var pids = FileDescriptor.ReadAll(Path.Combine(folder, "cgroup.procs")).AsSpan();
        while (Utf8Parser.TryParse(pids, out int pid, out var consumed))
        {
            members.Add(pid);
            pids = pids[Math.Min(consumed + 1, pids.Length)..];
        }

        // The subtree is populated though nobody is here: a component that makes cgroups of its own.
        if (members.Count > 0 || !IsPopulated(folder))
            return;
        foreach (var inner in Directory.EnumerateDirectories(folder))
            Collect(inner, members);
    }

    private static bool IsPopulated(string folder) =>
        Encoding
            .ASCII.GetString(FileDescriptor.ReadAll(Path.Combine(folder, "cgroup.events")))
            .Contains("populated 1", StringComparison.Ordinal);
}
