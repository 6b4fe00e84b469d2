namespace Beacon.Records.Statistics;

/// <summary>The frame of a block, opened by the line with the marker; shows whether the block was printed completely.</summary>
internal sealed class BlockFrame(string opening)
{
    private const string Sides = "│┃║╎╏┆┇┊┋";
    private const string UpperCorners = "┌┍┎┏╒╓╔╭";
    private const string LowerCorners = "└┕┖┗╘╙╚╰";

    private readonly bool _isBox = opening.TrimStart() is [var first, ..] && (Sides.Contains(first) || UpperCorners.Contains(first));
    private string? _rule;
    private bool _hasContent;

    /// <summary>Whether the block was closed by the lower edge of its box, or by a rule under its last statistic.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>Whether the block is in a box without a lower edge.</summary>
    public bool IsLeftOpen => _isBox && !IsClosed;

    public void OnContent()
    {
        _hasContent = true;
        if (!_isBox)
            IsClosed = false;
    }

    // A heading after a rule continues the block. In a box only the lower edge counts, so lines of other threads after it do no harm.
    public void OnHeading()
    {
        if (!_isBox)
            IsClosed = false;
    }

    public void OnRule(string line)
    {
        var rule = line.Trim();
        if (rule.Length == 0)
            return;
        if (!_hasContent)
            _rule ??= rule;
        if (_isBox)
            IsClosed |= LowerCorners.Contains(rule[0]);
        else if (_hasContent && rule.Length > 1 && IsLikeTheFirst(rule))
            IsClosed = true;
    }

    // Other rules separate sections or underline a heading: ----- does not close === FINAL STATISTICS ===.
    private bool IsLikeTheFirst(string rule) =>
        _rule is not null ? rule == _rule : opening.TrimStart() is not [var first, ..] || !Frame.IsRule([first]) || rule[0] == first;
}

/// <summary>The characters that programs draw around statistics: rules and boxes.</summary>
internal static class Frame
{
    private const string RuleCharacters = OrnamentCharacters + ".‾¯";
    private const string OrnamentCharacters = "=-_~*+#–—";

    /// <summary>The content of a line without surrounding spaces and the sides of a box.</summary>
    public static string Strip(string line)
    {
        var (start, end) = (ColumnOf(line), line.Length);
        while (end > start && IsSide(line[end - 1]))
            end--;
        return line[start..end];
    }

    /// <summary>The column in which the content of a line begins.</summary>
    public static int ColumnOf(string line)
    {
        var column = 0;
        while (column < line.Length && IsSide(line[column]))
            column++;
        return column;
    }

    /// <summary>Whether a line is empty, or only a frame or a rule.</summary>
    public static bool IsRule(ReadOnlySpan<char> line)
    {
        foreach (var character in line)
        {
            if (!IsSide(character) && !RuleCharacters.Contains(character))
                return false;
        }

        return true;
    }

    /// <summary>The text between the ornaments of a heading: <c>--- Orders ---</c>, <c>[Orders]</c>, <c>## Orders</c>.</summary>
    public static string WithoutOrnaments(string content)
    {
        var text = content.Trim().Trim([.. OrnamentCharacters, '<', '>', ' ', '\t']);
        return text is ['[', .. var inner, ']'] && !inner.AsSpan().ContainsAny('[', ']') ? inner.Trim() : text;
    }

    // Spaces, bars, box drawing and block elements (Unicode blocks U+2500–257F, U+2580–259F).
    private static bool IsSide(char character) => char.IsWhiteSpace(character) || character is '|' or '¦' or (>= '\u2500' and <= '\u259F');
}
