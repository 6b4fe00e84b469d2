using System.Diagnostics;
using Beacon.Exchange.Itch;

namespace Beacon.Exchange.Playback;

/// <summary>
/// Says when each message is due. As recorded, gaps of the recording longer than a second are skipped (a day begins hours before the market
/// does). What was missed is caught up, but not more than a tenth of a second of it, and at a fixed rate never faster than that rate on the
/// whole.
/// </summary>
/// <param name="options">How fast.</param>
/// <param name="now">The present time in nanoseconds.</param>
internal sealed class Pacer(PlaybackOptions options, Func<long> now)
{
    private const long LongestGapNanoseconds = 1_000_000_000;
    private const long LongestCatchUpNanoseconds = 100_000_000;
    private const double NanosecondsPerSecond = 1e9;

    private long _start = now();
    private double _dueAfter;
    private ulong? _lastTimestamp;

    /// <summary>When the message that was asked for last is due, in nanoseconds; 0: without a time, since it is not paced.</summary>
    public long Due { get; private set; }

    /// <summary>The time of a stopwatch, in nanoseconds.</summary>
    public static long Clock() => (long)(Stopwatch.GetTimestamp() * (NanosecondsPerSecond / Stopwatch.Frequency));

    /// <summary>How many nanoseconds until this message is due; zero or less: now.</summary>
    public long Next(ReadOnlySpan<byte> message)
    {
        if (options.Rate is null && options.Speed == 0)
            return 0;

        // In fractions of a nanosecond, so that no rate is rounded up; the gap comes first, so that N messages take N gaps.
        _dueAfter += options.Rate is { } rate ? NanosecondsPerSecond / rate : RecordedGap(message);
        var late = now() - _start - (long)Math.Ceiling(_dueAfter);
        if (late > LongestCatchUpNanoseconds)
            _start += late - LongestCatchUpNanoseconds;
        Due = _start + (long)Math.Ceiling(_dueAfter);
        return Left;
    }

    /// <summary>How many nanoseconds until the message that was asked for last is due.</summary>
    public long Left => Due - now();

    private double RecordedGap(ReadOnlySpan<byte> message)
    {
        var timestamp = ItchHeader.Read(message).Timestamp;
        var last = _lastTimestamp ?? timestamp;
        _lastTimestamp = timestamp;

        // Backwards: the recording began anew.
        return timestamp <= last || timestamp - last > LongestGapNanoseconds ? 0 : (timestamp - last) / options.Speed;
    }
}
