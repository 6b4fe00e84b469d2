using System.Buffers.Text;
using Beacon.Processes.Linux.Native;

namespace Beacon.Processes.Linux.Sampling;

/// <summary>
/// The context switches of one process, from /proc/PID/task/TID/status of each thread: /proc/PID/status counts those of its first thread
/// only. The counts of ended threads are kept as last seen.
/// </summary>
/// <param name="pid">The process.</param>
/// <param name="keepsOpen">Whether the folder of its threads stays open between readings.</param>
internal sealed class ThreadSwitches(int pid, bool keepsOpen) : IDisposable
{
    private readonly Dictionary<int, (long Voluntary, long Involuntary, long Reading)> _living = [];
    private readonly List<int> _threads = [];
    private long _voluntaryOfEnded;
    private long _involuntaryOfEnded;
    private long _reading;
    private int _folder = -1;

    public long Voluntary { get; private set; }

    public long Involuntary { get; private set; }

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

        (Voluntary, Involuntary) = (_voluntaryOfEnded, _involuntaryOfEnded);
        foreach (var (thread, seen) in _living)
        {
            Voluntary += seen.Voluntary;
            Involuntary += seen.Involuntary;
            if (seen.Reading == _reading)
                continue;
            _voluntaryOfEnded += seen.Voluntary;
            _involuntaryOfEnded += seen.Involuntary;
            _living.Remove(thread);
        }
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
            _living[thread] = (voluntary, involuntary, _reading);
    }
}
