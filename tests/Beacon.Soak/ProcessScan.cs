using System.Collections.Immutable;
using System.Text;

namespace Beacon.Soak;

/// <summary>Finds processes through proc(5).</summary>
internal static class ProcessScan
{
    /// <summary>
    /// The living processes that were started with a variable in their environment. A process without a command line is already exiting
    /// and does not count.
    /// </summary>
    public static IReadOnlyList<(int Pid, string Command)> WithVariable(string variable) =>
        [
            .. Directory
                .EnumerateDirectories("/proc")
                .Select(Path.GetFileName)
                .Where(name => int.TryParse(name, out _))
                .Select(name => int.Parse(name!, null))
                .Where(pid => Read(pid, "environ").Split('\0').Contains(variable) && !IsZombie(pid))
                .Select(pid => (Pid: pid, Command: Read(pid, "cmdline").Replace('\0', ' ').Trim()))
                .Where(process => process.Command.Length > 0),
        ];

    /// <summary>The descriptors and threads of a process; null: it has exited.</summary>
    public static Footprint? FootprintOf(int pid)
    {
        try
        {
            // Not counted: assemblies, which the runtime opens when their code is first used, and the files of living processes and
            // cgroups, which the sampler keeps open. A file of a process that has exited counts, since it has leaked.
            ImmutableArray<string> open =
            [
                .. new DirectoryInfo($"/proc/{pid}/fd")
                    .EnumerateFileSystemInfos()
                    .Select(link => link.LinkTarget ?? "")
                    .Where(target => target.Length > 0 && !target.EndsWith(".dll", StringComparison.Ordinal) && !IsSampled(target)),
            ];

            // Nor are the threads of .NET's pool, which adds some when the machine is busy and ends them when it sees fit.
            var threads = Directory
                .EnumerateDirectories($"/proc/{pid}/task")
                .Count(task => !File.ReadAllText(Path.Combine(task, "comm")).StartsWith(".NET TP", StringComparison.Ordinal));
            return new Footprint(open, threads);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The command line of the leader of a process's session; empty: it has ended.</summary>
    public static string LeaderOf(int pid) =>
        FieldsOf(pid) is { Length: > 3 } fields && int.TryParse(fields[3], out var session) ? Read(session, "cmdline") : "";

    private static bool IsZombie(int pid) => FieldsOf(pid)[0] is "" or "Z" or "X";

    // State, parent, process group, session, and so on.
    private static string[] FieldsOf(int pid)
    {
        var stat = Read(pid, "stat");
        return stat[(stat.LastIndexOf(')') + 1)..].TrimStart().Split(' ');
    }

    private static string Read(int pid, string file)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/{file}", Encoding.Latin1);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private static bool IsSampled(string target) =>
        (target.StartsWith("/proc/", StringComparison.Ordinal) || target.StartsWith("/sys/fs/cgroup/", StringComparison.Ordinal))
        && Path.Exists(target);
}
