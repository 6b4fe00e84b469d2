using Beacon.Plans;
using Beacon.Plans.Text;

namespace Beacon.Records.Logs;

/// <summary>A line that a component printed, and when.</summary>
/// <param name="Elapsed">
/// When its first bytes arrived, since the start of the run, by a monotonic clock; accurate to a tick of the output thread (1 to 2 ms).
/// </param>
/// <param name="Component">The component's name.</param>
/// <param name="Stream">The stream that it was printed on.</param>
/// <param name="Text">
/// The line as printed, without its end, decoded leniently from UTF-8: escape sequences and control characters are still in it.
/// </param>
/// <param name="IsTimeKnown">False: the index ends before it, so that it came at <paramref name="Elapsed"/> or later.</param>
public sealed record RecordedLine(TimeSpan Elapsed, string Component, OutputStream Stream, UntrustedText Text, bool IsTimeKnown);
