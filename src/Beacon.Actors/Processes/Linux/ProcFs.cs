using System.Buffers.Text;
using System.Text;

namespace Beacon.Actors.Processes.Linux;

/// <summary>proc(5): which processes there are, whose they are, and what they use.</summary>
internal static class ProcFs
{
    // USER_HZ of the kernel's interface to user space: 100 on every architecture that .NET runs on.
    private const long TicksPerClockTick = TimeSpan.TicksPerSecond / 100;

    /// <summary>One line of /proc/PID/stat, as far as it is needed.</summary>
    internal readonly record struct Stat(int Pid, char State, int Parent, int Session, TimeSpan CpuTime, int Threads, long RssBytes);

    /// <summary>The ids of all processes that are visible here.</summary>
    public static IEnumerable<int> Pids()
    {
        foreach (var path in Directory.EnumerateDirectories("/proc"))
            if (int.TryParse(path.AsSpan("/proc/".Length), out var pid)) yield return pid;
    }

    /// <summary>What the kernel says of a process; null: it is gone.</summary>
    public static Stat? ReadStat(int pid)
    {
        Span<byte> buffer = stackalloc byte[1024];
        var length = Read($"/proc/{pid}/stat", buffer);
        if (length <= 0) return null;

        // The second field is the command in parentheses and may hold anything, so count from the last parenthesis.
        var line = (ReadOnlySpan<byte>)buffer[..length];
        var rest = line[(line.LastIndexOf((byte)')') + 2)..];

        // No further than rss: rsslim behind it is no signed number when it is unlimited.
        Span<long> fields = stackalloc long[21];
        var state = (char)rest[0];
        rest = rest[2..];
        for (var field = 0; field < fields.Length; field++)
        {
            if (!Utf8Parser.TryParse(rest, out long value, out var consumed)) return null;
            fields[field] = value;
            rest = rest[Math.Min(consumed + 1, rest.Length)..];
        }

        // Counted from ppid, field 4 of the manual: session 6, utime 14, stime 15, cutime 16, cstime 17, num_threads 20, rss 24.
        return new Stat(
            pid, state, (int)fields[0], (int)fields[2],
            TimeSpan.FromTicks((fields[10] + fields[11] + fields[12] + fields[13]) * TicksPerClockTick),
            (int)fields[16], fields[20] * Environment.SystemPageSize);
    }

    /// <summary>The program and its arguments, as exec(2) left them; empty: gone, or a zombie.</summary>
    public static byte[] ReadCommandLine(int pid) => ReadAll($"/proc/{pid}/cmdline");

    /// <summary>Whether a process was started with this variable in its environment.</summary>
    public static bool HasInEnvironment(int pid, ReadOnlySpan<byte> variable)
    {
        var environment = ReadAll($"/proc/{pid}/environ").AsSpan();
        for (var from = 0; from < environment.Length;)
        {
            var length = environment[from..].IndexOf((byte)0);
            if (length < 0) length = environment.Length - from;
            if (environment.Slice(from, length).SequenceEqual(variable)) return true;
            from += length + 1;
        }

        return false;
    }

    /// <summary>A process for a sentence: <c>nginx (pid 4711)</c>.</summary>
    public static string Describe(int pid)
    {
        var name = Encoding.UTF8.GetString(ReadAll($"/proc/{pid}/comm")).TrimEnd('\n');
        return name.Length == 0 ? $"pid {pid}" : $"{name} (pid {pid})";
    }

    /// <summary>Whether a process holds one of these sockets open.</summary>
    public static bool HoldsSocket(int pid, IReadOnlySet<uint> inodes) => HoldsDescriptor(pid, target =>
        target.StartsWith("socket:[", StringComparison.Ordinal)
        && uint.TryParse(target.AsSpan(8, target.Length - 9), out var inode) && inodes.Contains(inode));

    /// <summary>Whether a process has a descriptor that leads to a target, such as <c>pipe:[4711]</c>.</summary>
    public static bool HoldsDescriptor(int pid, Func<string, bool> isTarget)
    {
        try
        {
            foreach (var link in new DirectoryInfo($"/proc/{pid}/fd").EnumerateFileSystemInfos())
                if (link.LinkTarget is { } target && isTarget(target)) return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Gone meanwhile, or somebody else's: not ours to see.
        }

        return false;
    }

    private static int Read(string path, Span<byte> buffer)
    {
        try
        {
            using var file = File.OpenHandle(path);
            return RandomAccess.Read(file, buffer, 0);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return -1;
        }
    }

    private static byte[] ReadAll(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
