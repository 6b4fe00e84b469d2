namespace Beacon.Records.Statistics;

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
