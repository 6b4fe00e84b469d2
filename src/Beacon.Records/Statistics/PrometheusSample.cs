using static System.Char;

namespace Beacon.Records.Statistics;

/// <summary>
/// One line <c>name{label="value",…} value time # exemplar</c> of the Prometheus text format, read in one pass.
/// </summary>
/// <param name="Metric">The metric's name, which may contain colons, but not end with one, as in <c>Orders: 5</c>.</param>
/// <param name="Labels">The labels with their values in quotes, as written. Label values escape \\, \" and \n.</param>
/// <param name="Value">The value, as written.</param>
internal readonly record struct PrometheusSample(string Metric, IReadOnlyList<string> Labels, string Value)
{
    /// <summary>Reads a line without blanks around it; null: it is no sample.</summary>
    public static PrometheusSample? Read(string line)
    {
        var nameEnd = EndOf(line, 0, static character => IsAsciiLetterOrDigit(character) || character is '_' or ':');
        if (nameEnd == 0 || IsAsciiDigit(line[0]) || line[nameEnd - 1] == ':')
            return null;

        var labels = new List<string>();
        var valueStart = EndOf(line, nameEnd, IsWhiteSpace);
        if (valueStart < line.Length && line[valueStart] == '{')
        {
            var close = ReadLabels(line, valueStart + 1, labels);
            if (close < 0)
                return null;
            valueStart = EndOf(line, close + 1, IsWhiteSpace);
        }

        var valueEnd = EndOf(line, valueStart, static character => !IsWhiteSpace(character));
        return valueStart > nameEnd && IsValue(line.AsSpan(valueStart, valueEnd - valueStart)) && IsTimeOrExemplar(line.AsSpan(valueEnd))
            ? new PrometheusSample(line[..nameEnd], labels, line[valueStart..valueEnd])
            : null;
    }

    /// <summary>Reads labels up to the brace that closes them; returns its place, negative: they are not written as labels are.</summary>
    private static int ReadLabels(string line, int start, List<string> labels)
    {
        for (var index = EndOf(line, start, IsWhiteSpace); index < line.Length; )
        {
            if (line[index] == '}')
                return index;
            var end = EndOf(line, index, static character => IsAsciiLetterOrDigit(character) || character == '_');
            if (end == index || IsAsciiDigit(line[index]) || !line.AsSpan(end).StartsWith("=\""))
                return -1;
            end = EndOfQuoted(line, end + 2);
            if (end < 0)
                return -1;
            labels.Add(line[index..end]);
            index = EndOf(line, end, IsWhiteSpace);
            if (index < line.Length && line[index] == ',')
                index = EndOf(line, index + 1, IsWhiteSpace);
            else if (index < line.Length && line[index] != '}')
                return -1;
        }

        return -1;
    }

    private static int EndOfQuoted(string line, int index)
    {
        for (; index < line.Length; index++)
        {
            if (line[index] == '\\')
                index++;
            else if (line[index] == '"')
                return index + 1;
        }

        return -1;
    }

    private static bool IsValue(ReadOnlySpan<char> text)
    {
        if (text is ['+' or '-', .. var unsigned])
            text = unsigned;
        return text switch
        {
            [>= '0' and <= '9', .. var rest] => !rest.ContainsAnyExcept("0123456789.eE+-"),
            ['.', >= '0' and <= '9', .. var rest] => !rest.ContainsAnyExcept("0123456789eE+-"),
            _ => text.Equals("nan", StringComparison.OrdinalIgnoreCase)
                || text.Equals("inf", StringComparison.OrdinalIgnoreCase)
                || text.Equals("infinity", StringComparison.OrdinalIgnoreCase),
        };
    }

    // Both are skipped.
    private static bool IsTimeOrExemplar(ReadOnlySpan<char> rest)
    {
        rest = rest.TrimStart();
        if (rest.IsEmpty || rest[0] == '#')
            return true;
        var time = rest[0] == '-' ? rest[1..] : rest;
        var end = time.IndexOfAnyExcept("0123456789.eE+");
        if (end == 0 || time.IsEmpty)
            return false;
        return end < 0 || (IsWhiteSpace(time[end]) && time[end..].TrimStart() is ['#', ..]);
    }

    private static int EndOf(string line, int start, Func<char, bool> belongs)
    {
        while (start < line.Length && belongs(line[start]))
            start++;
        return start;
    }
}
