using System.Text.RegularExpressions;

namespace Beacon.Records.Statistics;

/// <summary>A line that may name the group of the statistics below it.</summary>
/// <param name="Name">The text, without ornaments and colon.</param>
/// <param name="Column">The column in which the line's content begins.</param>
/// <param name="IsMarked">It is recognizable as a heading by itself: by ornaments, a colon at its end, or what stands above it.</param>
/// <remarks>
/// <para>
/// A heading is a short line without a value, which stands directly above a statistic (rules and empty lines between do not count), and
/// which either is marked or stands further left than that statistic. Marked are <c>--- Orders ---</c>, <c>== Orders ==</c>,
/// <c>[Orders]</c>, <c>## Orders</c>, <c>Orders:</c>, and any such line behind an empty line, a rule, or the marker.
/// </para>
/// <para>
/// All else is another thread's: what has more than six words or ends as a sentence does, holds a colon before its end, begins like a
/// line of a log, or, without ornaments and colon, begins with a lower-case letter or holds figures as a row of a table does.
/// </para>
/// </remarks>
internal readonly partial record struct BlockHeading(string Name, int Column, bool IsMarked)
{
    private const int MaximumWords = 6;

    /// <summary>Reads a line as it is shown; false: it is no heading, whatever follows.</summary>
    /// <param name="line">The line.</param>
    /// <param name="isBehindBreak">It stands behind an empty line, a rule, or the marker.</param>
    /// <param name="heading">The possible heading.</param>
    public static bool TryParse(string line, bool isBehindBreak, out BlockHeading heading)
    {
        heading = default;
        var content = Frame.Strip(line);
        var hasColon = content.EndsWith(':');
        var bare = content.TrimEnd(':', ' ');
        var text = Frame.WithoutOrnaments(bare).TrimEnd(':', ' ');
        var isOrnamented = Ornament().IsMatch(bare) || line.AsSpan(0, Frame.ColumnOf(line)).ContainsAny('─', '━', '═');
        if (!StatisticLine.CouldBeName(text) || text.Contains(':') || IsProse(text))
            return false;
        if (!isOrnamented && !hasColon && (char.IsLower(text[0]) || Figures().IsMatch(text)))
            return false;

        heading = new BlockHeading(text, Frame.ColumnOf(line), isOrnamented || hasColon || isBehindBreak);
        return true;
    }

    /// <summary>Whether it heads a statistic that follows it and begins in that column.</summary>
    public bool Heads(int column) => IsMarked || Column < column;

    private static bool IsProse(string text) =>
        text[^1] is '.' or ',' or ';' or '!' or '?' or '…'
        || text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length > MaximumWords;

    // "100000 requests completed", "Latency   1.02ms   9.81ms"
    [GeneratedRegex(@"^[0-9][0-9.,]*\s+\p{L}|\s{2,}[+\-]?[0-9]", RegexOptions.CultureInvariant)]
    private static partial Regex Figures();

    [GeneratedRegex(@"^(?:[-=_~*+–—<]{2,}|\#+\s|\[.*\]$)|[-=_~*+–—]{2,}$", RegexOptions.CultureInvariant)]
    private static partial Regex Ornament();
}
