using System.Collections.Immutable;
using System.Text;
using Beacon.Actors.Plans;

namespace Beacon.Actors.Statistics;

/// <summary>What was found in a log.</summary>
/// <param name="Statistics">The statistics.</param>
/// <param name="Absence">Why there are none, for a person; null: there are.</param>
public sealed record StatisticsReading(ImmutableArray<Statistic> Statistics, string? Absence);

/// <summary>
/// Reads a component's final statistics from its log after it has drained: exact, whatever the live views have skipped, and at the cost
/// of the log's tail, however long the log is.
/// </summary>
public static class FinalStatistics
{
    private const int ChunkBytes = 1024 * 1024;
    private const int LongestBlockBytes = 16 * 1024 * 1024;

    /// <summary>Reads the last block of a log.</summary>
    /// <param name="component">The component that printed it.</param>
    /// <param name="spec">What opens a block.</param>
    /// <param name="log">The log file.</param>
    /// <param name="markerOffset">Where the line with the last marker begins, in bytes; null: it is looked for from the end.</param>
    /// <exception cref="IOException">The log can't be read.</exception>
    public static StatisticsReading Read(string component, StatisticsSpec spec, string log, long? markerOffset)
    {
        if (spec.From is not { Length: > 0 } marker) return new StatisticsReading([], "no marker is configured (statistics.from)");
        if (!File.Exists(log)) return new StatisticsReading([], "it has printed nothing");

        using var file = File.OpenRead(log);
        if ((markerOffset ?? FindLast(file, Encoding.UTF8.GetBytes(marker))) is not { } offset)
            return new StatisticsReading([], $"the marker \"{marker}\" was not found in what it printed");

        var statistics = StatisticsBlockReader.Read(component, LinesAfter(file, offset, marker));
        return new StatisticsReading(statistics, statistics.IsEmpty ? $"no \"Name: value\" line follows the marker \"{marker}\"" : null);
    }

    private static IEnumerable<string> LinesAfter(FileStream file, long offset, string marker)
    {
        file.Position = offset;
        var block = new byte[Math.Min(file.Length - offset, LongestBlockBytes)];
        file.ReadExactly(block);
        var text = Encoding.UTF8.GetString(block);
        var from = text.IndexOf(marker, StringComparison.Ordinal);
        return text[(from < 0 ? 0 : from + marker.Length)..].Split('\n').Skip(1);
    }

    private static long? FindLast(FileStream file, byte[] marker)
    {
        var chunk = new byte[ChunkBytes + marker.Length];
        for (var end = file.Length; end > 0;)
        {
            // Chunks overlap by the marker's length, or one that lies across two of them would be missed.
            var start = Math.Max(0, end - ChunkBytes);
            var length = (int)(Math.Min(file.Length, end + marker.Length) - start);
            file.Position = start;
            file.ReadExactly(chunk, 0, length);
            var found = chunk.AsSpan(0, length).LastIndexOf(marker);
            if (found >= 0) return start + found;
            end = start;
        }

        return null;
    }
}
