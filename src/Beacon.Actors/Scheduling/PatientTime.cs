namespace Beacon.Actors.Scheduling;

/// <summary>
/// The time for judgements of silence: a wait in which this process was stopped begins again (<see cref="WaitTimer"/>), since what a
/// component did meanwhile is not read yet. Clocks are those of the source.
/// </summary>
/// <param name="time">The source of time.</param>
internal sealed class PatientTime(TimeProvider time) : TimeProvider
{
    /// <inheritdoc />
    public override long TimestampFrequency => time.TimestampFrequency;

    /// <inheritdoc />
    public override long GetTimestamp() => time.GetTimestamp();

    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow() => time.GetUtcNow();

    /// <inheritdoc />
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new WaitTimer(time, () => callback(state), dueTime, period, isPatient: true);
}
