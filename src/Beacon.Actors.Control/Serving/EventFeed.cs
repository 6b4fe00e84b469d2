using Beacon.Processes.Files;
using Beacon.Records.Layout;
using Microsoft.Win32.SafeHandles;

namespace Beacon.Actors.Control.Serving;

/// <summary>
/// The events of a run for any number of followers, read from the run's <c>events.ndjson</c>: the run itself does nothing for them. While a
/// follower waits for more, the length of the file is looked at; while nobody waits, nothing happens.
/// </summary>
internal sealed class EventFeed : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    private readonly Lock _lock = new();
    private readonly string _record;
    private SafeFileHandle? _file;
    private TaskCompletionSource? _more;
    private long _seen;
    private bool _isComplete;

    /// <param name="record">The record folder.</param>
    public EventFeed(string record) => _record = record;

    /// <summary>Opens the file; false: there is none yet.</summary>
    /// <exception cref="IOException">The file can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public bool TryOpen()
    {
        lock (_lock)
        {
            if (_file is not null)
                return true;
            using var folder = RecordFolder.Open(_record);
            if (!folder.Exists(RecordLayout.EventsFile))
                return false;
            _file = folder.OpenHandle(RecordLayout.EventsFile);
            return true;
        }
    }

    /// <summary>Reads events from a position on; 0: there are no more now.</summary>
    public int Read(Span<byte> buffer, long position) => _file is { } file ? RandomAccess.Read(file, buffer, position) : 0;

    /// <summary>Waits until there are bytes after a position; false: there never will be, as the run is over.</summary>
    public async Task<bool> WaitAsync(long position, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task more;
            lock (_lock)
            {
                if (LengthNow() > position)
                    return true;
                if (_isComplete)
                    return false;
                if (_more is null)
                {
                    _more = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                    _seen = LengthNow();
                    _ = WatchAsync();
                }

                more = _more.Task;
            }

            await more.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The run is over: whoever waits receives what is left.</summary>
    public void Complete()
    {
        lock (_lock)
        {
            _isComplete = true;
            _more?.TrySetResult();
        }
    }

    public void Dispose()
    {
        Complete();
        lock (_lock)
            _file?.Dispose();
    }

    // One watch for all followers, as long as one waits.
    private async Task WatchAsync()
    {
        using var timer = new PeriodicTimer(Interval);
        while (await timer.WaitForNextTickAsync().ConfigureAwait(false))
            lock (_lock)
            {
                if (!_isComplete && LengthNow() <= _seen)
                    continue;
                _more?.TrySetResult();
                _more = null;
                return;
            }
    }

    private long LengthNow()
    {
        try
        {
            return TryOpen() ? RandomAccess.GetLength(_file!) : 0;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            return 0;
        }
    }
}
