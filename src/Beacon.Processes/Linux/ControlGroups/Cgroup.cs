using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Beacon.Processes.Linux.Native;

namespace Beacon.Processes.Linux.ControlGroups;

/// <summary>One cgroup (cgroups(7), version 2): the processes that joined it, and all processes that they make.</summary>
internal sealed class Cgroup(string folder)
{
    private readonly string _killFile = Path.Combine(folder, "cgroup.kill");

    public string Folder => folder;

    /// <summary>A process that writes 0 to this file joins the cgroup.</summary>
    public string ProcsFile { get; } = Path.Combine(folder, "cgroup.procs");

    /// <summary>"usage_usec 1459 …": the CPU time of all processes that were ever in it.</summary>
    public string CpuFile { get; } = Path.Combine(folder, "cpu.stat");

    /// <summary>Moves a process into it; processes that it has made already stay where they are.</summary>
    public void Add(int pid) => FileDescriptor.WriteText(ProcsFile, pid.ToString(CultureInfo.InvariantCulture));

    /// <summary>Its living processes, those of nested cgroups included.</summary>
    public List<int> Members()
    {
        var members = new List<int>();
        Collect(folder, members);
        return members;
    }

    /// <summary>The CPU time of all processes that were ever in it, to the microsecond; null: it is gone.</summary>
    public TimeSpan? CpuTime => CpuTimeIn(FileDescriptor.ReadAll(CpuFile));

    /// <summary>What <see cref="CpuFile"/> says; null: it is gone.</summary>
    public static TimeSpan? CpuTimeIn(ReadOnlySpan<byte> text) =>
        ProcText.Number(text, "usage_usec"u8) is { } microseconds ? TimeSpan.FromMicroseconds(microseconds) : null;

    /// <summary>Kills all its processes at once; none can escape by forking.</summary>
    public void Kill() => FileDescriptor.WriteText(_killFile, "1");

    public void Remove() => Remove(folder);

    /// <summary>Removes a cgroup and the nested ones, as far as no process is left in them.</summary>
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
            // It was removed meanwhile.
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

        // There is a process in the subtree but not here: a component that makes cgroups of its own.
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
