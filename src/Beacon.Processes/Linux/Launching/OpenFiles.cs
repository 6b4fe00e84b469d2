using System.Globalization;
using Beacon.Processes.Linux.Native;

namespace Beacon.Processes.Linux.Launching;

/// <summary>
/// The soft limit of open files (RLIMIT_NOFILE, getrlimit(2)). .NET raises its own to the hard limit at its start and does not remember the
/// old one; children get the limit of the supervisor's parent, from which the supervisor had inherited its own.
/// </summary>
internal static class OpenFiles
{
    private const long Customary = 1024;

    private static readonly Lazy<long> Original = new(() =>
    {
        var hard = ReadLimit(Environment.ProcessId)?.Hard ?? long.MaxValue;
        var parent = ProcFs.ReadStat(Environment.ProcessId)?.Parent ?? 0;
        return Math.Min(ReadLimit(parent)?.Soft ?? Customary, hard);
    });

    public static long SoftLimitFor(LaunchSpec spec) => spec.OpenFiles ?? Original.Value;

    /// <summary>How many files this process may open, whatever it asks for.</summary>
    public static long HardLimit => ReadLimit(Environment.ProcessId)?.Hard ?? long.MaxValue;

    private static (long Soft, long Hard)? ReadLimit(int pid)
    {
        // "Max open files            1024                 20000                files"
        const string Name = "Max open files";
        var line = ProcFs.ReadText(pid, "limits").Split('\n').FirstOrDefault(line => line.StartsWith(Name, StringComparison.Ordinal));
        var values = line?[Name.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return values is [var soft, var hard, ..] ? (Number(soft), Number(hard)) : null;
    }

    private static long Number(string text) => long.TryParse(text, CultureInfo.InvariantCulture, out var value) ? value : long.MaxValue;
}
