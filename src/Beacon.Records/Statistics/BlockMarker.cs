using System.Text;
using System.Text.RegularExpressions;
using Beacon.Plans.Text;

namespace Beacon.Records.Statistics;

/// <summary>The text that opens a block of statistics.</summary>
internal sealed partial class BlockMarker(string text)
{
    /// <summary>Whether a line contains the text, with or without escape sequences in it.</summary>
    public bool IsIn(string line) =>
        line.Contains(text, StringComparison.Ordinal) || TerminalText.WithoutEscapes(line).Contains(text, StringComparison.Ordinal);

    /// <summary>
    /// Whether a line opens a block. A line with END beside the text closes it: <c>=== END OF FINAL STATISTICS ===</c>.
    /// </summary>
    public bool Opens(string line)
    {
        if (!IsIn(line))
            return false;
        var shown = TerminalText.WithoutEscapes(line);
        var index = shown.IndexOf(text, StringComparison.Ordinal);
        return index < 0 || (!EndBefore().IsMatch(shown.AsSpan(0, index)) && !EndAfter().IsMatch(shown.AsSpan(index + text.Length)));
    }

    [GeneratedRegex(@"\bend(?:\s+of)?\W*$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex EndBefore();

    [GeneratedRegex(@"^\W*ends?\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex EndAfter();
}

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
