using System.Globalization;
using Beacon.Records.Events;

namespace Beacon.Actors.Running.Validity;

/// <summary>
/// Whether the wall clock was set during the run, found by comparing it with the monotonic one. A clock that is slewed, as NTP does where
/// it can, moves both of them alike; one that is set moves the wall clock alone.
/// </summary>
internal sealed class ClockWatch
{
    // More than two clocks read together can differ by chance, and less than what a latency measured by the wall clock could bear.
    private static readonly TimeSpan Threshold = TimeSpan.FromMilliseconds(10);

    private TimeSpan? _offset;
    private TimeSpan _last;
    private int _steps;
    private int _told;

    /// <summary>Takes note of both clocks; what to tell, null: nothing that was not told.</summary>
    /// <param name="now">The wall clock.</param>
    /// <param name="elapsed">The monotonic clock, read together with it.</param>
    public Problem? Note(DateTimeOffset now, TimeSpan elapsed)
    {
        var offset = now - DateTimeOffset.UnixEpoch - elapsed;
        var step = offset - (_offset ?? offset);
        _offset = offset;
        if (step.Duration() < Threshold)
            return null;

        _steps++;
        _last = step;
        return _told == 0 ? Tell() : null;
    }

    /// <summary>The last number, where there were more since it was told; else null.</summary>
    public Problem? Conclude() => _steps == _told ? null : Tell();

    private Problem Tell()
    {
        _told = _steps;
        var step = string.Create(
            CultureInfo.InvariantCulture,
            $"{(_last > TimeSpan.Zero ? "forward" : "back")} by {_last.Duration().TotalSeconds:0.000} s"
        );
        return new Problem(
            ProblemKind.ClockStepped,
            $"the wall clock was set {step}{(_steps == 1 ? "" : $" and {_steps - 1} times before that")}, or the machine slept: durations that a program takes from the wall clock are wrong"
        );
    }
}
