using System.Text.RegularExpressions;
using Beacon.Plans.Text;

namespace Beacon.Records.Statistics;

/// <summary>The text that opens a block of statistics.</summary>
/// <param name="text">The text.</param>
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
