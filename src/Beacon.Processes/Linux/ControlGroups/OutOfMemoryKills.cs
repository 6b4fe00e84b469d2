using Beacon.Processes.Linux.Native;

namespace Beacon.Processes.Linux.ControlGroups;

/// <summary>
/// Whether the kernel has recently killed a process because it was out of memory: its count for the whole machine, <c>oom_kill</c> in
/// proc(5)'s vmstat (Linux 4.13). The count does not say which process that was.
/// </summary>
internal sealed class OutOfMemoryKills(TimeProvider time, string path = "/proc/vmstat")
{
    // Processes that were killed together may be checked one after the other.
    private static readonly TimeSpan Lately = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private long _count = Read(path);
    private long? _noticedAt;

    /// <summary>Whether it has since the last call, or shortly before that.</summary>
    public bool StruckLately()
    {
        lock (_lock)
        {
            var count = Read(path);
            if (count > _count)
                _noticedAt = time.GetTimestamp();
            _count = count;
            return _noticedAt is { } at && time.GetElapsedTime(at) < Lately;
        }
    }

    private static long Read(string path) => ProcText.Number(FileDescriptor.ReadAll(path), "\noom_kill "u8) ?? 0;
}
