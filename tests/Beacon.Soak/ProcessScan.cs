using System.Text;

namespace Beacon.Soak;

/// <summary>Which processes there are, by proc(5).</summary>
internal static class ProcessScan
{
    /// <summary>
    /// The living processes that were started with a variable in their environment, for a person. One without a command line has given its
    /// memory back already: it dies, and does nothing any more.
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

    /// <summary>How many descriptors and threads a process has; null: it is gone.</summary>
    public static Footprint? FootprintOf(int pid)
    {
        try
        {
            // The runtime keeps assemblies open, and opens more as their code is first used. The sampler keeps what the kernel tells of
            // processes and cgroups open, from their first sample on: of one that is gone, such a file counts.
            var descriptors = new DirectoryInfo($"/proc/{pid}/fd")
                .EnumerateFileSystemInfos()
                .Count(link => link.LinkTarget is { } target && !target.EndsWith(".dll", StringComparison.Ordinal) && !IsSampled(target));
            return new Footprint(descriptors, Directory.GetDirectories($"/proc/{pid}/task").Length);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static bool IsZombie(int pid)
    {
        var stat = Read(pid, "stat");
        var state = stat.LastIndexOf(')') + 2;
        return state >= stat.Length || stat[state] is 'Z' or 'X';
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
