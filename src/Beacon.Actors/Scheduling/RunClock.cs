namespace Beacon.Actors.Scheduling;

/// <summary>The two clocks of a run on this host: the wall clock for people, a monotonic one for durations.</summary>
/// <param name="time">The source of both.</param>
internal sealed class RunClock(TimeProvider time)
{
    private const int MostReadings = 5;

    private readonly long _started = time.GetTimestamp();

    /// <summary>The source of both clocks and of timers.</summary>
    public TimeProvider Time => time;

    /// <summary>The wall clock, in UTC.</summary>
    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>The time since the start of the run.</summary>
    public TimeSpan Elapsed => time.GetElapsedTime(_started);

    /// <summary>This moment of the run.</summary>
    public RunTime Moment => new(Elapsed, Environment.MachineName);

    /// <summary>
    /// Both clocks at one moment, to within a millisecond; null: this thread was interrupted between the readings each time.
    /// </summary>
    public (DateTimeOffset Now, TimeSpan Elapsed)? ReadTogether()
    {
        for (var attempt = 0; attempt < MostReadings; attempt++)
        {
            var before = Elapsed;
            var now = Now;
            if (Elapsed - before <= TimeSpan.FromMilliseconds(1))
                return (now, before);
        }

        return null;
    }

    /// <summary>The moment of a timestamp of this host.</summary>
    /// <param name="timestamp">A timestamp of <see cref="TimeProvider.GetTimestamp"/>.</param>
    public RunTime MomentOf(long timestamp) => new(time.GetElapsedTime(_started, timestamp), Environment.MachineName);
}
