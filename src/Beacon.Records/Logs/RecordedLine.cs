using Beacon.Plans;
using Beacon.Plans.Text;

namespace Beacon.Records.Logs;

/// <summary>A line of a component's output with its time of arrival.</summary>
/// <param name="Elapsed">
/// The arrival of its first bytes since the start of the run, on a monotonic clock; accurate to a tick of the output thread (1 to 2 ms).
/// </param>
/// <param name="Component">The component's name.</param>
/// <param name="Stream">The stream.</param>
/// <param name="Text">
/// The line as printed, without its line ending, decoded from UTF-8 with replacement characters. It may contain escape sequences and
/// control characters.
/// </param>
/// <param name="IsTimeKnown">False: the index ends earlier, and the line arrived at <paramref name="Elapsed"/> or later.</param>
public sealed record RecordedLine(TimeSpan Elapsed, string Component, OutputStream Stream, UntrustedText Text, bool IsTimeKnown)
{
    /// <summary>Where the line begins in its log, in bytes after the first that existed when the log was opened.</summary>
    public long Begin { get; init; }

    /// <summary>Where the line ends in its log, its line ending included; where it begins if it has no end yet.</summary>
    public long End { get; init; }
}
