using System.Buffers.Text;
using Beacon.Processes.Linux.Native;

namespace Beacon.Processes.Linux.ControlGroups;

/// <summary>
/// Whether the kernel has lately killed a process for want of memory: its count for the whole machine, <c>oom_kill</c> in proc(5)'s
/// vmstat (Linux 4.13). It does not say which process that was.
/// </summary>
/// <param name="time">What measures how long ago that was.</param>
/// <param name="path">The file.</param>
internal sealed class OutOfMemoryKills(TimeProvider time, string path = "/proc/vmstat")
{
    // Two that were killed together may be asked about one after the other.
    private static readonly TimeSpan Lately = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private long _count = Read(path);
    private long? _noticedAt;

    /// <summary>Whether it has since the last question, or shortly before that.</summary>
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

    private static long Read(string path)
    {
        var name = "\noom_kill "u8;
        ReadOnlySpan<byte> text = FileDescriptor.ReadAll(path);
        var start = text.IndexOf(name);
        return start >= 0 && Utf8Parser.TryParse(text[(start + name.Length)..], out long count, out _) ? count : 0;
    }
}
