namespace Beacon.Actors.Scheduling;

/// <summary>
/// A timer for a wait of any length, where those of .NET carry 49.7 days at most, and which can be patient: if this process itself was
/// stopped while it waited (Ctrl+Z, SIGSTOP, a paused machine), the wait begins again, because nobody has observed anything meanwhile.
/// </summary>
internal sealed class WaitTimer : ITimer
{
    // The timers of .NET take 2^32 - 2 milliseconds.
    private static readonly TimeSpan LongestStep = TimeSpan.FromDays(30);

    // A machine that is always so busy must not put a deadline off for ever.
    private const int MostRestarts = 3;

    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private readonly Action _elapsed;
    private readonly bool _isPatient;
    private readonly ITimer _timer;
    private TimeSpan _wait;
    private TimeSpan _period;
    private long _begun;
    private int _restarts;
    private bool _isRunning;

    /// <summary>Starts to wait.</summary>
    /// <param name="time">The source of time.</param>
    /// <param name="elapsed">Called after the wait, on a thread of the source.</param>
    /// <param name="wait">How long to wait; infinite: not at all.</param>
    /// <param name="period">How long to wait then, again and again; zero or infinite: once.</param>
    /// <param name="isPatient">Whether a wait begins again that this process was stopped in.</param>
    public WaitTimer(TimeProvider time, Action elapsed, TimeSpan wait, TimeSpan period, bool isPatient)
    {
        (_time, _elapsed, _isPatient) = (time, elapsed, isPatient);
        _timer = time.CreateTimer(_ => OnDue(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Change(wait, period);
    }

    /// <inheritdoc />
    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        lock (_lock)
        {
            (_wait, _period, _begun, _restarts) = (dueTime, period, _time.GetTimestamp(), 0);
            _isRunning = dueTime != Timeout.InfiniteTimeSpan;
            return Continue(dueTime);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        lock (_lock)
            _isRunning = false;
        _timer.Dispose();
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private void OnDue()
    {
        lock (_lock)
        {
            if (!_isRunning)
                return;
            var left = _wait - _time.GetElapsedTime(_begun);
            if (left > TimeSpan.Zero)
            {
                Continue(left);
                return;
            }

            if (_isPatient && -left > LatenessAllowed && _restarts < MostRestarts)
            {
                (_begun, _restarts) = (_time.GetTimestamp(), _restarts + 1);
                Continue(_wait);
                return;
            }

            _isRunning = _period > TimeSpan.Zero;
            if (_isRunning)
            {
                (_wait, _begun, _restarts) = (_period, _time.GetTimestamp(), 0);
                Continue(_wait);
            }
        }

        _elapsed();
    }

    // What a busy machine makes a timer late is milliseconds.
    private TimeSpan LatenessAllowed =>
        TimeSpan.FromMilliseconds(Math.Clamp(_wait.TotalMilliseconds / 4, min: 50, max: TimeSpan.FromSeconds(1).TotalMilliseconds));

    private bool Continue(TimeSpan wait) => _timer.Change(wait < LongestStep ? wait : LongestStep, Timeout.InfiniteTimeSpan);
}
