using Beacon.Processes.Linux.Native;

namespace Beacon.Processes.Linux.Watching;

/// <summary>The processes that keep output streams open.</summary>
internal static class StreamHolders
{
    /// <summary>Describes them for a person; null: there is none that this user may see.</summary>
    public static string? Of(List<CapturedStream> streams)
    {
        if (streams.Count == 0)
            return null;
        var ends = streams.Select(stream => stream.OtherEnd).OfType<string>().ToHashSet();
        var holders = ProcFs
            .Pids()
            .Where(pid => pid != Environment.ProcessId && ProcFs.HoldsDescriptor(pid, ends.Contains))
            .Select(ProcFs.Describe)
            .ToList();
        return holders.Count > 0 ? string.Join(", ", holders) : null;
    }
}
