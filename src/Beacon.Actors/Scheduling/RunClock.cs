namespace Beacon.Actors.Scheduling;

/// <summary>The two clocks of a run: the wall clock for people, a monotonic one for durations.</summary>
/// <param name="time">Where both come from.</param>
internal sealed class RunClock(TimeProvider time)
{
    private const int ReadingsAtMost = 5;

    private readonly long _started = time.GetTimestamp();

    /// <summary>Where both clocks, and timers, come from.</summary>
    public TimeProvider Time => time;

    /// <summary>The wall clock, in UTC.</summary>
    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>Since the start of the run.</summary>
    public TimeSpan Elapsed => time.GetElapsedTime(_started);

    /// <summary>Both clocks at one moment, to within a millisecond; null: this thread was interrupted between them, again and again.</summary>
    public (DateTimeOffset Now, TimeSpan Elapsed)? ReadTogether()
    {
        for (var attempt = 0; attempt < ReadingsAtMost; attempt++)
        {
            var before = Elapsed;
            var now = Now;
            if (Elapsed - before <= TimeSpan.FromMilliseconds(1))
                return (now, before);
        }

        return null;
    }

    /// <summary>A timestamp of <see cref="TimeProvider.GetTimestamp"/> as time since the start of the run.</summary>
    /// <param name="timestamp">The timestamp.</param>
    public TimeSpan Since(long timestamp) => time.GetElapsedTime(_started, timestamp);
}
