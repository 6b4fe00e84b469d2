using Beacon.Plans;

namespace Beacon.Processes;

/// <summary>A printed line without its end, decoded leniently from UTF-8 and cut at 4096 bytes. Escape sequences are still in it.</summary>
/// <param name="Stream">The stream that it was printed on.</param>
/// <param name="Text">The line; carriage returns end lines too, as in progress displays.</param>
public readonly record struct OutputLine(OutputStream Stream, string Text);
