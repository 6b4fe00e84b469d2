namespace Beacon.Actors.Scheduling;

/// <summary>A moment of a run by the clock of one host.</summary>
/// <param name="Elapsed">The time since the start of the run.</param>
/// <param name="Host">The host whose clock measured it.</param>
internal readonly record struct RunTime(TimeSpan Elapsed, string Host)
{
    /// <summary>Whether this moment came before another. Clocks of two hosts have no common order: false where the hosts differ.</summary>
    /// <param name="other">The other moment.</param>
    public bool IsBefore(RunTime other) => Host == other.Host && Elapsed < other.Elapsed;
}
