using Beacon.Processes.Linux.Native;

namespace Beacon.Processes.Linux.Sampling;

/// <summary>The readings of one process, through files that stay open between them.</summary>
internal sealed class SampledProcess(int pid, bool keepsOpen) : IDisposable
{
    private readonly KeptFile _stat = new($"/proc/{pid}/stat", keepsOpen);
    private readonly KeptFile _io = new($"/proc/{pid}/io", keepsOpen);
    private readonly ThreadSwitches _switches = new(pid, keepsOpen);
    private long? _startTicks;

    public Switches Switches => _switches.Total;

    /// <summary>What it uses; null: it has ended, even if another process has its id now.</summary>
    public ResourceUsage? Read(Span<byte> buffer)
    {
        var length = _stat.Read(buffer);
        if (length == 0 || ProcFs.ParseStat(pid, buffer[..length]) is not { IsGone: false } stat)
            return null;
        if ((_startTicks ??= stat.StartTicks) != stat.StartTicks)
            return null;

        _switches.Read(buffer);
        var io = buffer[.._io.Read(buffer)];
        return new ResourceUsage(stat.CpuTime, stat.RssBytes, stat.Threads, 1)
        {
            MinorFaults = stat.MinorFaults,
            MajorFaults = stat.MajorFaults,
            VoluntarySwitches = Switches.Voluntary,
            InvoluntarySwitches = Switches.Involuntary,
            ReadBytes = ProcText.Number(io, "\nread_bytes:"u8),
            WrittenBytes = ProcText.Number(io, "\nwrite_bytes:"u8),
        };
    }

    public void Dispose()
    {
        _stat.Dispose();
        _io.Dispose();
        _switches.Dispose();
    }
}
