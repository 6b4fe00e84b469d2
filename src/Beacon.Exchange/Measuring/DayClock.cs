namespace Beacon.Exchange.Measuring;

/// <summary>
/// The time of an exchange's day in nanoseconds since midnight (UTC). The day goes on after midnight, past 24 hours, and does not follow
/// when the machine's clock is set: time never falls, and orders expire after as long as they were to live.
/// </summary>
/// <param name="provider">The clock of the machine.</param>
public sealed class DayClock(TimeProvider provider)
{
    private readonly long _openedAt = provider.GetTimestamp();
    private readonly TimeSpan _opened = provider.GetUtcNow().TimeOfDay;

    /// <summary>Nanoseconds since the midnight before the clock was made.</summary>
    public ulong Now() => (ulong)((_opened + provider.GetElapsedTime(_openedAt)).Ticks * TimeSpan.NanosecondsPerTick);
}
