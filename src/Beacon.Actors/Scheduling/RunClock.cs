using Beacon.Records.Events;

namespace Beacon.Actors.Scheduling;

/// <summary>The two clocks of a run on this host: the wall clock for people, a monotonic one for durations.</summary>
internal sealed class RunClock(TimeProvider time)
{
    private const int MostReadings = 5;

    private readonly long _started = time.GetTimestamp();

    /// <summary>The start of the run by the wall clock.</summary>
    public DateTimeOffset StartedAt { get; } = time.GetUtcNow();

    /// <summary>The source of both clocks and of timers.</summary>
    public TimeProvider Time => time;

    /// <summary>The time of waits for what a component does.</summary>
    public TimeProvider Patient { get; } = new PatientTime(time);

    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>The time since the start of the run.</summary>
    public TimeSpan Elapsed => time.GetElapsedTime(_started);

    public RunTime Moment => new(Elapsed, Environment.MachineName);

    /// <summary>Both clocks at one moment, within a millisecond; null: the thread was interrupted between all readings.</summary>
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

    /// <summary>An event that happens now.</summary>
    public TEvent Stamp<TEvent>(TEvent happened)
        where TEvent : RunEvent => (TEvent)(happened with { At = Now, Elapsed = Elapsed });

    public RunTime MomentOf(long timestamp) => new(time.GetElapsedTime(_started, timestamp), Environment.MachineName);
}

/// <summary>A moment of a run: the time since its start by the clock of one host.</summary>
internal readonly record struct RunTime(TimeSpan Elapsed, string Host)
{
    /// <summary>Whether this moment came before another. Clocks of two hosts have no common order: false where the hosts differ.</summary>
    public bool IsBefore(RunTime other) => Host == other.Host && Elapsed < other.Elapsed;
}
