using System.Globalization;
using Beacon.Processes.Linux.Native;

namespace Beacon.Processes.Linux.Sampling;

/// <summary>
/// How busy the machine is: /proc/loadavg, /proc/uptime, and pressure stall information (PSI, Linux 4.20, if the kernel was built and
/// started with it).
/// </summary>
internal sealed class MachineSampler : IDisposable
{
    private readonly KeptFile _load = new("/proc/loadavg");
    private readonly KeptFile _uptime = new("/proc/uptime");
    private readonly KeptFile _cpu = new("/proc/pressure/cpu");
    private readonly KeptFile _io = new("/proc/pressure/io");
    private readonly KeptFile _memory = new("/proc/pressure/memory");
    private readonly int _cores = OnlineCores();
    private TimeSpan _busy;

    public MachineUsage Read(Span<byte> buffer) =>
        new()
        {
            LoadAverage = ProcText.Decimal(buffer[.._load.Read(buffer)]),
            Busy = Busy(buffer[.._uptime.Read(buffer)]),
            CpuWaiting = Waiting(buffer[.._cpu.Read(buffer)]),
            IoWaiting = Waiting(buffer[.._io.Read(buffer)]),
            MemoryWaiting = Waiting(buffer[.._memory.Read(buffer)]),
        };

    public void Dispose()
    {
        foreach (var file in (KeptFile[])[_load, _uptime, _cpu, _io, _memory])
            file.Dispose();
    }

    // "some avg10=9.46 avg60=36.45 avg300=19.47 total=146912647", in microseconds; then "full …".
    private static TimeSpan? Waiting(ReadOnlySpan<byte> text) =>
        ProcText.Number(text, "total="u8) is { } microseconds ? TimeSpan.FromMicroseconds(microseconds) : null;

    // "4711.12 8976.54": uptime, and idle time summed over the cores. /proc/stat says more, but takes time for each interrupt of the
    // machine.
    private TimeSpan? Busy(ReadOnlySpan<byte> text)
    {
        if (ProcText.Decimal(text) is not { } up || ProcText.Decimal(text[(text.IndexOf((byte)' ') + 1)..]) is not { } idle)
            return null;

        // Both are truncated to hundredths of a second, so their difference may fall behind an earlier one.
        var busy = TimeSpan.FromSeconds((up * _cores) - idle);
        if (busy > _busy)
            _busy = busy;
        return _busy;
    }

    // "0-3,8-11"
    private static int OnlineCores()
    {
        try
        {
            return File.ReadAllText("/sys/devices/system/cpu/online")
                .Trim()
                .Split(',')
                .Sum(range =>
                    range.Split('-') is [var first, var last]
                        ? int.Parse(last, CultureInfo.InvariantCulture) - int.Parse(first, CultureInfo.InvariantCulture) + 1
                        : 1
                );
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or FormatException)
        {
            return Environment.ProcessorCount;
        }
    }
}
