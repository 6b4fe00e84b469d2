using System.Text.RegularExpressions;

namespace Beacon.Records.Statistics;

/// <summary>A line that may name the group of the statistics below it. Its name is without ornaments and colon.</summary>
/// <remarks>
/// <para>
/// A heading is a short line without a value, directly above a statistic (rules and empty lines between them are ignored). It is marked, or
/// less indented than that statistic. Marked are <c>--- Orders ---</c>, <c>== Orders ==</c>, <c>[Orders]</c>, <c>## Orders</c>,
/// <c>Orders:</c>, and any such line after an empty line, a rule, or the marker.
/// </para>
/// <para>
/// All other lines belong to other threads: lines with more than six words, with the end of a sentence, with a colon before the end, with
/// the beginning of a log line, or, without ornaments and colon, with a lower-case first letter or with numbers as in a row of a table.
/// </para>
/// </remarks>
internal readonly partial record struct BlockHeading(string Name, int Column, bool IsMarked)
{
    private const int MaximumWords = 6;
    private const string Ruling = "-=_~*+–—";
    private const string Opening = Ruling + "<";

    /// <summary>Reads a line, as a terminal shows it; false: it can't be a heading. Empty lines, rules and the marker are breaks.</summary>
    public static bool TryParse(string line, bool isBehindBreak, out BlockHeading heading)
    {
        heading = default;
        var content = Frame.Strip(line);
        var hasColon = content.EndsWith(':');
        var bare = content.TrimEnd(':', ' ');
        var text = Frame.WithoutOrnaments(bare).TrimEnd(':', ' ');
        var isOrnamented = IsOrnamented(bare) || line.AsSpan(0, Frame.ColumnOf(line)).ContainsAny('─', '━', '═');
        if (!StatisticLine.CouldBeName(text) || text.Contains(':') || IsProse(text))
            return false;
        if (!isOrnamented && !hasColon && (char.IsLower(text[0]) || Figures().IsMatch(text)))
            return false;

        heading = new BlockHeading(text, Frame.ColumnOf(line), isOrnamented || hasColon || isBehindBreak);
        return true;
    }

    /// <summary>Whether it is the heading of a following statistic that begins in a column.</summary>
    public bool Heads(int column) => IsMarked || Column < column;

    private static bool IsProse(string text) =>
        text[^1] is '.' or ',' or ';' or '!' or '?' or '…'
        || text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length > MaximumWords;

    // --- Orders ---, [Orders], ## Orders
    private static bool IsOrnamented(string text) =>
        text is ['[', .., ']']
        || (
            text.Length > 1
            && (Opening.Contains(text[0]) && Opening.Contains(text[1]) || Ruling.Contains(text[^1]) && Ruling.Contains(text[^2]))
        )
        || (text.StartsWith('#') && text.AsSpan().TrimStart('#') is [var after, ..] && char.IsWhiteSpace(after));

    // "100000 requests completed", "Latency   1.02ms   9.81ms"
    [GeneratedRegex(@"^[0-9][0-9.,]*\s+\p{L}|\s{2,}[+\-]?[0-9]", RegexOptions.CultureInvariant)]
    private static partial Regex Figures();
}
