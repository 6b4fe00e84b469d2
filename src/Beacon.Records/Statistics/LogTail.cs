using System.Text;

namespace Beacon.Records.Statistics;

/// <summary>The end of a log.</summary>
public static class LogTail
{
    private const int BytesAtMost = 8 * 1024;

    /// <summary>The last lines that are not empty, of the last 8 KiB at most, decoded leniently from UTF-8.</summary>
    /// <param name="parts">The files that the log lies in, the oldest first.</param>
    /// <param name="lines">How many at most.</param>
    /// <exception cref="IOException">A part can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A part may not be read.</exception>
    public static IEnumerable<string> Read(IReadOnlyList<string> parts, int lines)
    {
        using var log = new LogBytes(parts);
        var tail = new byte[Math.Min(log.Length, BytesAtMost)];
        var read = log.Read(tail, log.Length - tail.Length);
        return Encoding
            .UTF8.GetString(tail, 0, read)
            .Split('\n')
            .Select(line => line.TrimEnd('\r'))
            .Where(line => line.Length > 0)
            .TakeLast(lines);
    }
}
