using System.Diagnostics;

namespace Beacon.Actors.Host.Console;

/// <summary>One timer that is asked for again and again: it is set anew only if it is needed sooner than it would come.</summary>
internal sealed class Alarm : IDisposable
{
    private CancellationTokenSource _set = new();
    private Task _pending = Task.CompletedTask;
    private long _due;

    /// <summary>A task that is completed after this time, or sooner.</summary>
    public Task After(TimeSpan time)
    {
        var due = Stopwatch.GetTimestamp() + (long)(time.TotalSeconds * Stopwatch.Frequency);
        if (!_pending.IsCompleted && _due <= due)
            return _pending;

        _set.Cancel();
        _set.Dispose();
        _set = new CancellationTokenSource();
        _due = due;
        return _pending = Task.Delay(time, _set.Token);
    }

    public void Dispose()
    {
        _set.Cancel();
        _set.Dispose();
    }
}
