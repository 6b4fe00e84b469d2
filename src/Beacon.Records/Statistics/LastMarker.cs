using System.Text;

namespace Beacon.Records.Statistics;

/// <summary>
/// Searches the last line that opens a block backwards from the end of the log, so that usually only the end of a long log is read.
/// </summary>
internal static class LastMarker
{
    private const int WindowBytes = 1024 * 1024;
    private const byte LineFeed = (byte)'\n';
    private const byte Escape = 0x1B;

    /// <summary>The offset of that line; null: there is none.</summary>
    public static long? Find(LogBytes log, string text)
    {
        var (marker, bytes) = (new BlockMarker(text), Encoding.UTF8.GetBytes(text));
        var window = new byte[WindowBytes];
        var endsInLongLine = false;
        for (var end = log.Length; end > 0; )
        {
            var start = Math.Max(0, end - window.Length);
            var content = window.AsSpan(0, log.Read(window.AsSpan(0, (int)(end - start)), start));

            // A window may start within a line. That line is read completely as the last line of the preceding window.
            var linesStart = start == 0 ? 0 : content.IndexOf(LineFeed) + 1;
            if (start > 0 && (linesStart == 0 || linesStart == content.Length))
            {
                (end, endsInLongLine) = (start, true);
                continue;
            }

            var linesEnd = endsInLongLine ? Math.Max(linesStart, content.LastIndexOf(LineFeed) + 1) : content.Length;
            var lines = content[linesStart..linesEnd];
            if (FindIn(lines, marker, bytes) is { } found)
                return start + linesStart + found;
            (end, endsInLongLine) = (start + linesStart, false);
            if (start == 0)
                break;
        }

        return null;
    }

    private static int? FindIn(ReadOnlySpan<byte> lines, BlockMarker marker, ReadOnlySpan<byte> bytes)
    {
        if (!CouldHold(lines, bytes))
            return null;
        while (!lines.IsEmpty)
        {
            var content = lines[^1] == LineFeed ? lines[..^1] : lines;
            var start = content.LastIndexOf(LineFeed) + 1;
            var line = content[start..];
            var isCandidate = line.Length <= LogLines.MaximumLineBytes && CouldHold(line, bytes);
            if (isCandidate && marker.Opens(Encoding.UTF8.GetString(line)))
                return start;
            lines = lines[..start];
        }

        return null;
    }

    // The text may contain escape sequences.
    private static bool CouldHold(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> text) => bytes.IndexOf(text) >= 0 || bytes.Contains(Escape);
}
