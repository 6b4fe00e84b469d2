using Beacon.Plans;
using Beacon.Processes.Capturing;

namespace Beacon.Processes.Portable;

/// <summary>Drains both streams of one process on the thread pool, one at a time, and reports lines at a slower pace.</summary>
internal sealed class PortableOutput : IDisposable
{
    private const int BufferBytes = 64 * 1024;
    private static readonly TimeSpan FlushInterval = TimeSpan.FromMilliseconds(25);

    private readonly Lock _lock = new();
    private readonly HashSet<OutputStream> _open = [OutputStream.Stdout, OutputStream.Stderr];
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Timer _flush;
    private bool _isFlushDue;

    public PortableOutput(LaunchSpec spec, long runStart, LogArchive archive, Action<ProcessEvent> report)
    {
        Captured = new CapturedOutput(spec, runStart, archive, report);
        _flush = new Timer(_ => Flush());
    }

    public CapturedOutput Captured { get; }

    /// <summary>Completes when every byte of both streams is stored, or they were abandoned.</summary>
    public Task Ended => _ended.Task;

    public async Task DrainAsync(Stream source, OutputStream stream)
    {
        var buffer = new byte[BufferBytes];
        try
        {
            int count;
            do count = await source.ReadAsync(buffer).ConfigureAwait(false);
            while (count > 0 && Append(stream, buffer.AsSpan(0, count)));
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // It was closed because it was abandoned.
        }

        End(stream);
    }

    /// <summary>Ends both streams, although another process may still hold them.</summary>
    public void Abandon()
    {
        End(OutputStream.Stdout);
        End(OutputStream.Stderr);
    }

    /// <summary>Closes the files of a process that was never made.</summary>
    public void Dispose()
    {
        Captured.Dispose();
        _flush.Dispose();
    }

    private bool Append(OutputStream stream, ReadOnlySpan<byte> bytes)
    {
        lock (_lock)
        {
            if (!_open.Contains(stream))
                return false;
            Captured.Append(stream, bytes);
            FlushLater();
            return true;
        }
    }

    private void Flush()
    {
        lock (_lock)
        {
            _isFlushDue = false;
            if (_open.Count > 0 && !Captured.Flush())
                FlushLater();
        }
    }

    private void FlushLater()
    {
        if (_isFlushDue)
            return;
        _isFlushDue = true;
        _flush.Change(FlushInterval, Timeout.InfiniteTimeSpan);
    }

    private void End(OutputStream stream)
    {
        lock (_lock)
        {
            if (!_open.Remove(stream))
                return;
            Captured.End(stream);
            if (_open.Count > 0)
                return;
        }

        _flush.Dispose();
        _ended.SetResult();
    }
}
