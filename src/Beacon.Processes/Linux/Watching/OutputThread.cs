using System.Diagnostics;
using System.Runtime.InteropServices;
using Beacon.Processes.Capturing;
using Beacon.Processes.Linux.Native;

namespace Beacon.Processes.Linux.Watching;

/// <summary>
/// One thread that drains the pipes of all processes: it waits for output, takes all there is, then lets more gather for a moment. That
/// tick makes a chatty program cheap, for itself and for the supervisor: one wake-up for many writes. Lines for live views are reported at
/// a slower pace.
/// </summary>
internal sealed unsafe class OutputThread : IDisposable
{
    private const int BufferBytes = 524288;
    private const int TickMilliseconds = 2;
    private const int AbandonedReadsAtMost = 16;
    private static readonly TimeSpan FlushInterval = TimeSpan.FromMilliseconds(25);

    private readonly EpollLoop _loop = new("beacon output");
    private readonly Dictionary<int, CapturedStream> _streams = [];
    private readonly HashSet<CapturedOutput> _unflushed = [];

    // Page-aligned: the kernel copies markedly slower to other addresses.
    private readonly byte* _buffer = (byte*)NativeMemory.AlignedAlloc(BufferBytes, (nuint)Environment.SystemPageSize);
    private long _lastFlush;

    public OutputThread() => _loop.Start(() => _unflushed.Count > 0 ? (int)Math.Ceiling(UntilFlush().TotalMilliseconds) : -1, Turn);

    public LogArchive Archive { get; } = new();

    public void Register(CapturedStream stream) =>
        _loop.Order(() =>
        {
            _streams.Add(stream.Fd, stream);
            _loop.Add(stream.Fd);
        });

    /// <summary>Reads what is there now and ends the stream, although another process still holds its other end.</summary>
    public void Abandon(CapturedStream stream) =>
        _loop.Order(() =>
        {
            if (_streams.GetValueOrDefault(stream.Fd) != stream)
                return;
            for (var reads = 0; reads < AbandonedReadsAtMost && stream.Pump(_buffer, BufferBytes) > 0; reads++) { }

            End(stream);
        });

    public void Dispose()
    {
        _loop.Dispose();
        NativeMemory.AlignedFree(_buffer);
        Archive.Dispose();
    }

    private void Turn(IReadOnlyList<int> ready)
    {
        var isWorthAPause = PumpAll(ready);
        if (_unflushed.Count > 0 && UntilFlush() == TimeSpan.Zero)
            Flush();
        if (isWorthAPause)
            Thread.Sleep(TickMilliseconds);
    }

    /// <summary>
    /// Reads each ready stream once; true: bytes came and a pause lets more gather. False if a pipe was full, since its writer may be
    /// blocked, and if streams only ended: the other stream of the process ends in the next moment, and a successor waits for that.
    /// </summary>
    private bool PumpAll(IReadOnlyList<int> ready)
    {
        var (came, wasFull) = (false, false);
        foreach (var fd in ready)
        {
            if (!_streams.TryGetValue(fd, out var stream))
                continue;
            var count = stream.Pump(_buffer, BufferBytes);
            if (count == 0)
                End(stream);
            else
                _unflushed.Add(stream.Output);
            came |= count > 0;
            wasFull |= stream.WasFull;
        }

        return came && !wasFull;
    }

    private TimeSpan UntilFlush()
    {
        var left = FlushInterval - Stopwatch.GetElapsedTime(_lastFlush);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    private void Flush()
    {
        _unflushed.RemoveWhere(output => output.Flush());
        _lastFlush = Stopwatch.GetTimestamp();
    }

    private void End(CapturedStream stream)
    {
        _streams.Remove(stream.Fd);
        _loop.Remove(stream.Fd);
        stream.End();
    }
}
