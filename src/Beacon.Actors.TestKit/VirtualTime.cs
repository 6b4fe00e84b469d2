namespace Beacon.Actors.TestKit;

/// <summary>Time that stands still until a test moves it. Timers that are due are fired on the way, each at its own moment.</summary>
public sealed class VirtualTime : TimeProvider
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly Lock _lock = new();
    private readonly SortedSet<VirtualTimer> _timers = new(
        Comparer<VirtualTimer>.Create(
            (one, other) => one.Due != other.Due ? one.Due.CompareTo(other.Due) : one.Order.CompareTo(other.Order)
        )
    );

    private long _now;
    private long _order;

    /// <summary>How far the time has been moved.</summary>
    public TimeSpan Elapsed => TimeSpan.FromTicks(Interlocked.Read(ref _now));

    /// <summary>How long it is until the next timer is due; null: there is none.</summary>
    public TimeSpan? NextDue
    {
        get
        {
            lock (_lock)
                return _timers.Min is { } next ? TimeSpan.FromTicks(Math.Max(0, next.Due - _now)) : null;
        }
    }

    /// <inheritdoc />
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc />
    public override long GetTimestamp() => Interlocked.Read(ref _now);

    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow() => Start + Elapsed;

    /// <inheritdoc />
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new VirtualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves the time. What timers set in motion on other threads is not waited for.</summary>
    /// <param name="by">How far; zero: fires what is due now.</param>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        var target = Interlocked.Read(ref _now) + by.Ticks;

        // As on a timer's own thread: what waits for a timer goes on here and now, and is not handed to the test's context.
        var context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            while (TakeDue(target) is { } timer)
                timer.Fire();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }

        Interlocked.Exchange(ref _now, target);
    }

    private VirtualTimer? TakeDue(long target)
    {
        lock (_lock)
        {
            if (_timers.Min is not { } next || next.Due > target)
                return null;
            _timers.Remove(next);
            Interlocked.Exchange(ref _now, Math.Max(_now, next.Due));
            if (next.Period > 0)
                Schedule(next, _now + next.Period);
            return next;
        }
    }

    private void Schedule(VirtualTimer timer, long due)
    {
        (timer.Due, timer.Order) = (due, ++_order);
        _timers.Add(timer);
    }

    private sealed class VirtualTimer(VirtualTime time, TimerCallback callback, object? state) : ITimer
    {
        public long Due { get; set; }

        public long Order { get; set; }

        public long Period { get; private set; }

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._lock)
            {
                time._timers.Remove(this);
                Period = period == Timeout.InfiniteTimeSpan ? 0 : period.Ticks;
                if (dueTime != Timeout.InfiniteTimeSpan)
                    time.Schedule(this, time._now + dueTime.Ticks);
                return true;
            }
        }

        public void Dispose() => Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
