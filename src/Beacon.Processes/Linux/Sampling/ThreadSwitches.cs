using System.Buffers.Text;
using Beacon.Processes.Linux.Native;

namespace Beacon.Processes.Linux.Sampling;

/// <summary>Context switches: waits for something, and cores taken away.</summary>
internal readonly record struct Switches(long Voluntary, long Involuntary)
{
    public static Switches operator +(Switches one, Switches other) =>
        new(one.Voluntary + other.Voluntary, one.Involuntary + other.Involuntary);
}

/// <summary>
/// The context switches of one process, from /proc/PID/task/TID/status of each thread: /proc/PID/status counts those of its first thread
/// only. The counts of ended threads are kept as last seen.
/// </summary>
internal sealed class ThreadSwitches(int pid, bool keepsOpen) : IDisposable
{
    private readonly Dictionary<int, (Switches Switches, long Reading)> _living = [];
    private readonly List<int> _threads = [];
    private Switches _ofEnded;
    private long _reading;
    private int _folder = -1;

    /// <summary>As of the last reading.</summary>
    public Switches Total { get; private set; }

    public void Read(Span<byte> buffer)
    {
        if (_folder < 0)
            _folder = FileDescriptor.OpenForReading($"/proc/{pid}/task");
        if (_folder < 0)
            return;

        _reading++;
        _threads.Clear();
        FileDescriptor.ListNumbers(_folder, _threads);
        foreach (var thread in _threads)
            Read(thread, buffer);
        if (!keepsOpen)
            Dispose();

        foreach (var (thread, seen) in _living)
            if (seen.Reading != _reading && _living.Remove(thread))
                _ofEnded += seen.Switches;
        Total = _living.Values.Aggregate(_ofEnded, static (sum, seen) => sum + seen.Switches);
    }

    public void Dispose()
    {
        if (_folder >= 0)
            FileDescriptor.Close(_folder);
        _folder = -1;
    }

    private void Read(int thread, Span<byte> buffer)
    {
        Span<byte> name = stackalloc byte[32];
        Utf8Formatter.TryFormat(thread, name, out var length);
        "/status\0"u8.CopyTo(name[length..]);
        var fd = FileDescriptor.OpenForReading(_folder, name);
        if (fd < 0)
            return;

        var text = buffer[..Math.Max(0, FileDescriptor.ReadFromStart(fd, buffer))];
        FileDescriptor.Close(fd);
        if (
            ProcText.Number(text, "\nvoluntary_ctxt_switches:"u8) is { } voluntary
            && ProcText.Number(text, "\nnonvoluntary_ctxt_switches:"u8) is { } involuntary
        )
            _living[thread] = (new Switches(voluntary, involuntary), _reading);
    }
}
