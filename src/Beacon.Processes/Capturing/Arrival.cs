using Beacon.Plans;

namespace Beacon.Processes.Capturing;

/// <summary>
/// A piece of a component's output, and when it arrived. Its bytes were read together; they may begin and end within a line.
/// </summary>
/// <param name="Elapsed">Since the start of the run, by a monotonic clock; precise to a microsecond, accurate to some milliseconds.</param>
/// <param name="Stream">The stream that it was printed on.</param>
/// <param name="Offset">
/// Where it begins in everything that the component has stored of that stream, in bytes: over all its incarnations and all parts of the
/// log, deleted parts included.
/// </param>
/// <param name="Length">How many bytes it has; at least 1.</param>
public readonly record struct Arrival(TimeSpan Elapsed, OutputStream Stream, long Offset, long Length);
