using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Beacon.Processes.Linux.Native;

/// <summary>proc(5): the processes of this machine, the runs and components that they belong to, and what they use.</summary>
internal static class ProcFs
{
    public const string RunVariable = "BEACON_RUN_ID";

    public const string ComponentVariable = "BEACON_COMPONENT";

    /// <summary>What is said of a process that holds something, but can't be described.</summary>
    public const string HiddenProcess = "a process that this user may not see";

    private static readonly byte[] RunMark = Encoding.UTF8.GetBytes($"{RunVariable}=");
    private static readonly byte[] ComponentMark = Encoding.UTF8.GetBytes($"{ComponentVariable}=");

    // USER_HZ of the kernel's interface to user space: 100 on every architecture that .NET runs on.
    private const long TicksPerClockTick = TimeSpan.TicksPerSecond / 100;

    /// <summary>The fields of /proc/PID/stat that are needed. Counters include children that ended and were waited for.</summary>
    internal readonly record struct Stat(
        int Pid,
        char State,
        int Parent,
        int Session,
        TimeSpan CpuTime,
        int Threads,
        long RssBytes,
        long MinorFaults,
        long MajorFaults,
        long StartTicks
    )
    {
        /// <summary>
        /// Whether it works no more. A program whose first thread has ended looks like a zombie while the others work (pthread_exit(3)).
        /// </summary>
        public bool IsGone => State == 'X' || (State == 'Z' && Threads <= 1);
    }

    public static List<int> Pids() => FileDescriptor.NumbersIn("/proc");

    public static Stat? ReadStat(int pid)
    {
        var line = FileDescriptor.ReadAll($"/proc/{pid}/stat");
        return line.Length == 0 ? null : ParseStat(pid, line);
    }

    public static Stat? ParseStat(int pid, ReadOnlySpan<byte> line)
    {
        // The second field is the command in parentheses and may hold anything, so count from the last parenthesis.
        var rest = line[(line.LastIndexOf((byte)')') + 2)..];

        // No further than rss: rsslim behind it is no signed number when it is unlimited.
        Span<long> fields = stackalloc long[21];
        var state = (char)rest[0];
        rest = rest[2..];
        for (var field = 0; field < fields.Length; field++)
        {
            if (!Utf8Parser.TryParse(rest, out long value, out var consumed))
                return null;
            fields[field] = value;
            rest = rest[Math.Min(consumed + 1, rest.Length)..];
        }

        // Counted from ppid, field 4 of the manual: session 6, minflt 10, cminflt 11, majflt 12, cmajflt 13, utime 14, stime 15, cutime 16,
        // cstime 17, num_threads 20, starttime 22, rss 24.
        return new Stat(
            pid,
            state,
            (int)fields[0],
            (int)fields[2],
            TimeSpan.FromTicks((fields[10] + fields[11] + fields[12] + fields[13]) * TicksPerClockTick),
            (int)fields[16],
            fields[20] * Environment.SystemPageSize,
            fields[6] + fields[7],
            fields[8] + fields[9],
            fields[18]
        );
    }

    /// <summary>The program and its arguments as given to exec(2); empty: it is gone, or a zombie.</summary>
    public static byte[] ReadCommandLine(int pid) => FileDescriptor.ReadAll($"/proc/{pid}/cmdline");

    /// <summary>One of the text files of a process; empty: it is gone, or this user may not read it.</summary>
    public static string ReadText(int pid, string file) => Encoding.UTF8.GetString(FileDescriptor.ReadAll($"/proc/{pid}/{file}"));

    /// <summary>The run and component in the environment of a process; null: there is none.</summary>
    public static (string Run, string Component)? ReadMark(int pid)
    {
        var environment = FileDescriptor.ReadAll($"/proc/{pid}/environ").AsSpan();
        return Find(environment, RunMark) is { } run && Find(environment, ComponentMark) is { } component ? (run, component) : null;
    }

    /// <summary>Describes the processes that hold something; null: there is none that this user may see.</summary>
    public static string? DescribeHolders(Func<int, bool> holds) =>
        string.Join(", ", Pids().Where(holds).Select(Describe)) is { Length: > 0 } holders ? holders : null;

    /// <summary>Describes a process: <c>nginx (pid 4711)</c>.</summary>
    public static string Describe(int pid)
    {
        var name = ReadText(pid, "comm").TrimEnd('\n');
        return name.Length == 0 ? $"pid {pid}" : $"{name} (pid {pid})";
    }

    /// <summary>The target of a descriptor, such as <c>pipe:[4711]</c>; null: there is none.</summary>
    public static string? LinkOf(int pid, int fd) => new FileInfo($"/proc/{pid}/fd/{fd}").LinkTarget;

    public static bool? HoldsSocket(int pid, IReadOnlySet<uint> inodes) =>
        HoldsDescriptor(pid, target => SocketIn(target) is { } inode && inodes.Contains(inode));

    /// <summary>The inodes of its sockets; null: this user may not look.</summary>
    public static HashSet<uint>? SocketsOf(int pid)
    {
        var inodes = new HashSet<uint>();
        var holds = HoldsDescriptor(
            pid,
            target =>
            {
                if (SocketIn(target) is { } inode)
                    inodes.Add(inode);
                return false;
            }
        );
        return holds is null ? null : inodes;
    }

    /// <summary>
    /// Whether a process has a descriptor with a target, such as <c>pipe:[4711]</c>; null: this user may not look, because the process
    /// belongs to another one, is set-user-ID or has capabilities (ptrace(2), "access mode checking").
    /// </summary>
    public static bool? HoldsDescriptor(int pid, Func<string, bool> isTarget)
    {
        try
        {
            foreach (var link in new DirectoryInfo($"/proc/{pid}/fd").EnumerateFileSystemInfos())
                if (link.LinkTarget is { } target && isTarget(target))
                    return true;
        }
        catch (UnauthorizedAccessException)
        {
            return null;
        }
        catch (IOException)
        {
            // It ended meanwhile.
        }

        return false;
    }

    /// <summary>The effective user of a process; null: it is gone.</summary>
    public static uint? UserOf(int pid)
    {
        // "Uid:	REAL	EFFECTIVE	SAVED	FILE-SYSTEM"
        var line = ReadText(pid, "status").Split('\n').FirstOrDefault(line => line.StartsWith("Uid:", StringComparison.Ordinal));
        return uint.TryParse(line?.Split('\t').ElementAtOrDefault(2), NumberStyles.None, CultureInfo.InvariantCulture, out var user)
            ? user
            : null;
    }

    // "socket:[4711]"
    private static uint? SocketIn(string target) =>
        target.StartsWith("socket:[", StringComparison.Ordinal) && uint.TryParse(target.AsSpan(8, target.Length - 9), out var inode)
            ? inode
            : null;

    private static string? Find(ReadOnlySpan<byte> environment, ReadOnlySpan<byte> name)
    {
        while (!environment.IsEmpty)
        {
            var length = environment.IndexOf((byte)0);
            var variable = length < 0 ? environment : environment[..length];
            if (variable.StartsWith(name))
                return Encoding.UTF8.GetString(variable[name.Length..]);
            environment = environment[Math.Min(variable.Length + 1, environment.Length)..];
        }

        return null;
    }
}
