using Beacon.Actors.Plans;

namespace Beacon.Actors.Statistics;

/// <summary>
/// Reads a component's final statistics from its log after it has drained: exact, whatever the live views have skipped, and at the cost
/// of the log's tail, however long the log is.
/// </summary>
public static class FinalStatistics
{
    /// <summary>Reads the last block of a log that is one file.</summary>
    /// <param name="component">The component that printed it.</param>
    /// <param name="spec">What opens a block.</param>
    /// <param name="log">The log file.</param>
    /// <param name="markerOffset">Where the line with the last marker begins, in bytes; null: it is looked for from the end.</param>
    /// <exception cref="IOException">The log can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The log may not be read.</exception>
    public static StatisticsReading Read(string component, StatisticsSpec spec, string log, long? markerOffset) =>
        Read(component, spec, File.Exists(log) ? [log] : [], markerOffset);

    /// <summary>Reads the last block of a log that lies in several files.</summary>
    /// <param name="component">The component that printed it.</param>
    /// <param name="spec">What opens a block.</param>
    /// <param name="logParts">The files, the oldest first; none: the component has printed nothing.</param>
    /// <param name="markerOffset">
    /// Where the line with the last marker begins, in bytes from the beginning of the first file; null, or no such line there: it is
    /// looked for from the end.
    /// </param>
    /// <exception cref="IOException">The log can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The log may not be read.</exception>
    public static StatisticsReading Read(string component, StatisticsSpec spec, IReadOnlyList<string> logParts, long? markerOffset)
    {
        if (spec.From is not { Length: > 0 } text) return new StatisticsReading([], "no marker is configured (statistics.from)");
        if (logParts.Count == 0) return new StatisticsReading([], "it has printed nothing");

        using var log = new LogBytes(logParts);
        var marker = new BlockMarker(text);
        var start = markerOffset is { } known && OpensAt(log, known, marker) ? known : LastMarker.Find(log, text);
        if (start is not { } offset) return new StatisticsReading([], $"the marker \"{text}\" was not found in what it printed");

        var block = new StatisticsBlock(component, marker);
        foreach (var line in LogLines.From(log, offset)) block.Read(line);
        var statistics = block.Statistics;
        return new StatisticsReading(statistics, statistics.IsEmpty ? $"no \"Name: value\" line follows the marker \"{text}\"" : null);
    }

    // The offset was counted elsewhere, in one incarnation's output maybe: better looked for than read from the wrong place.
    private static bool OpensAt(LogBytes log, long offset, BlockMarker marker) =>
        offset >= 0 && LogLines.From(log, offset).FirstOrDefault() is { } line && marker.Opens(line);
}
