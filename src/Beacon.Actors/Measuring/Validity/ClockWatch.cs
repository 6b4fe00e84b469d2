using Beacon.Plans;
using Beacon.Records.Events;

namespace Beacon.Actors.Measuring.Validity;

/// <summary>
/// Detects that the wall clock was set during the run, by comparing it with the monotonic clock. Slewing, as NTP does where it can, moves
/// both clocks alike; setting moves the wall clock alone.
/// </summary>
internal sealed class ClockWatch
{
    // More than two clocks read together differ by chance, and less than would matter to a latency measured by the wall clock.
    private static readonly TimeSpan Threshold = TimeSpan.FromMilliseconds(10);

    private TimeSpan? _offset;
    private TimeSpan _last;
    private int _steps;
    private int _raised;

    /// <summary>Compares both clocks, which were read together. Returns a problem; null: there is none, or it was raised before.</summary>
    public Problem? Note(DateTimeOffset now, TimeSpan elapsed)
    {
        var offset = now - DateTimeOffset.UnixEpoch - elapsed;
        var step = offset - (_offset ?? offset);
        _offset = offset;
        if (step.Duration() < Threshold)
            return null;

        _steps++;
        _last = step;
        return _raised == 0 ? Raise() : null;
    }

    /// <summary>The problem with the final number; null: it has not changed since it was raised.</summary>
    public Problem? Conclude() => _steps == _raised ? null : Raise();

    private Problem Raise()
    {
        _raised = _steps;
        var step = $"{(_last > TimeSpan.Zero ? "forward" : "back")} by {Durations.Seconds(_last.Duration())} s";
        return new Problem(
            ProblemKind.ClockStepped,
            $"the wall clock was set {step}{(_steps == 1 ? "" : $" and {_steps - 1} times before that")}"
                + ", or the machine slept: durations that a program takes from the wall clock are wrong"
        );
    }
}
