using System.Text;
using Beacon.Processes.Capturing;
using Beacon.Processes.Files;

namespace Beacon.Records.Statistics;

/// <summary>Reads the end of a log.</summary>
public static class LogTail
{
    private const int BytesAtMost = 8 * 1024;

    /// <summary>Reads the last non-empty lines of at most the last 8 KiB, decoded from UTF-8 with replacement characters.</summary>
    /// <param name="folder">The folder of the record.</param>
    /// <param name="name">The name of the log in it; it need not exist.</param>
    /// <param name="lines">The maximum number of lines.</param>
    /// <exception cref="IOException">A part can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A part may not be read.</exception>
    public static IEnumerable<string> Read(RecordFolder folder, string name, int lines)
    {
        using var parts = LogParts.Open(folder, name);
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
