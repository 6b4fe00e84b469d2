using System.Diagnostics;
using Beacon.Exchange.Itch;

namespace Beacon.Exchange.Playback;

/// <summary>
/// Says when each message is due. As recorded, gaps of the recording longer than a second are skipped (a day begins hours before the
/// market does); at a fixed rate, what was missed is caught up, but not more than a tenth of a second of it.
/// </summary>
/// <param name="options">How fast.</param>
internal sealed class Pacer(PlaybackOptions options)
{
    private const ulong LongestGapNanoseconds = 1_000_000_000;
    private static readonly TimeSpan LongestCatchUp = TimeSpan.FromMilliseconds(100);

    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private TimeSpan _due;
    private ulong? _lastTimestamp;

    /// <summary>How long until this message is due; zero or less: now.</summary>
    public TimeSpan Next(ReadOnlySpan<byte> message)
    {
        _due += Gap(message);
        var now = _clock.Elapsed;
        if (now - _due > LongestCatchUp)
            _due = now - LongestCatchUp;
        return _due - now;
    }

    /// <summary>How long until the message that was asked for last.</summary>
    public TimeSpan Left => _due - _clock.Elapsed;

    private TimeSpan Gap(ReadOnlySpan<byte> message)
    {
        if (options.Rate is { } rate)
            return TimeSpan.FromSeconds(1 / rate);
        if (options.Speed == 0 || message.Length < ItchHeader.Size)
            return TimeSpan.Zero;

        var timestamp = ItchHeader.Read(message).Timestamp;
        var last = _lastTimestamp ?? timestamp;
        _lastTimestamp = timestamp;

        // Backwards: the recording began anew.
        if (timestamp <= last || timestamp - last > LongestGapNanoseconds)
            return TimeSpan.Zero;
        return TimeSpan.FromTicks((long)((timestamp - last) / 100 / options.Speed));
    }
}
