namespace Beacon.Records.Statistics;

/// <summary>
/// Finds the pairs of a <c>key=value</c> line in one pass, or nearly so: any program can print any line, and a regular expression that
/// backtracks would hold up the end of the run.
/// </summary>
internal static class PairScanner
{
    private const string BeforeKey = ",;({[|";
    private const string InKey = "_.-/%@";
    private const string BeginsKey = "_@%";

    /// <summary>
    /// The text with a colon before the first pair: <c>clat (usec): </c>. A space follows the colon, unlike in <c>12:00:01 </c>.
    /// </summary>
    /// <returns>The text before the colon, and the length of the whole; null: there is none.</returns>
    public static (string Group, int Length)? Head(string content)
    {
        var colon = content.AsSpan().IndexOfAny('=', '"', ':');
        if (colon <= 0 || content[colon] != ':' || !content.AsSpan(0, colon).ContainsLetter())
            return null;

        var end = colon + 1;
        while (end < content.Length && char.IsWhiteSpace(content[end]))
            end++;
        var sign = content.IndexOf('=', colon);
        return end > colon + 1 && sign > end ? (content[..colon], end) : null;
    }

    /// <summary>Whether spaces stand around an equals sign: <c>Mean = 4.621 µs</c>.</summary>
    public static bool HasSpacedSign(ReadOnlySpan<char> content)
    {
        for (var sign = content.IndexOf('='); sign >= 0; )
        {
            var before = content[..sign];
            var key = before.TrimEnd();
            var after = content[(sign + 1)..];
            var value = after.TrimStart();
            if (
                key.Length is var length
                && length > 0
                && length < before.Length
                && key[^1] is not ('=' or '!' or '<' or '>')
                && value.Length > 0
                && value.Length < after.Length
                && value[0] != '='
            )
                return true;
            var next = after.IndexOf('=');
            sign = next < 0 ? -1 : sign + 1 + next;
        }

        return false;
    }

    /// <summary>The parts of a line with spaces around its signs: a comma or semicolon with a space behind it separates two.</summary>
    public static IEnumerable<string> Parts(string content)
    {
        var start = 0;
        for (var index = 0; index + 1 < content.Length; index++)
        {
            if (content[index] is not (',' or ';') || !char.IsWhiteSpace(content[index + 1]))
                continue;
            yield return content[start..index];
            start = index + 1;
        }

        yield return content[start..];
    }

    /// <summary>The pair of a part: <c>b = 2 [ms]</c>, possibly the last one in brackets around several.</summary>
    public static (string Key, string Value)? Spaced(string part)
    {
        var sign = part.IndexOf('=');
        if (sign < 0)
            return null;
        var key = part.AsSpan(0, sign).Trim().TrimStart("#[({ \t").ToString();
        var value = part.AsSpan(sign + 1).Trim();
        var close = value.IndexOf(']');
        if (close >= 0)
        {
            var isLast = close == value.Length - 1;
            var open = value.IndexOf('[');
            if (open > 0 && open < close && (isLast || value[(close + 1)..] is "]"))
                return IsPair(key, value[..open]) ? (key, value[..(close + 1)].ToString()) : null;
            if (!isLast)
                return null;
            value = value[..close].TrimEnd();
        }

        return IsPair(key, value) ? (key, value.ToString()) : null;
    }

    /// <summary>The pairs without spaces around their signs, quotes removed: <c>orders=128 rate="1.2 MB/s"</c>.</summary>
    public static IEnumerable<(string Key, string Value)> Tight(string content)
    {
        // Behind a quote that is never closed, no other can be closed.
        var lastQuote = content.LastIndexOf('"');
        for (var start = 0; start < content.Length; )
        {
            var sign = SignOf(content, start);
            if (sign < 0)
            {
                start = NextStart(content, start);
                continue;
            }

            var (value, end) =
                content.ElementAtOrDefault(sign + 1) == '"' ? Quoted(content, sign + 1, ref lastQuote) : Bare(content, sign + 1);
            if (end > sign + 1)
                yield return (content[start..sign], value);
            start =
                end == sign + 1 ? NextStart(content, sign)
                : IsStart(content, end) ? end
                : NextStart(content, end);
        }
    }

    private static bool IsPair(string key, ReadOnlySpan<char> value) => key.Length > 0 && !value.IsWhiteSpace() && !value.Contains('=');

    /// <summary>Where the sign of the pair is whose key begins here; negative: no key begins here.</summary>
    private static int SignOf(string content, int start)
    {
        if (!char.IsLetter(content[start]) && !BeginsKey.Contains(content[start]))
            return -1;
        var end = start + 1;
        while (end < content.Length && (char.IsLetter(content[end]) || char.IsDigit(content[end]) || InKey.Contains(content[end])))
            end++;
        return end < content.Length && content[end] == '=' ? end : -1;
    }

    private static bool IsStart(string content, int index) =>
        index == 0 || index >= content.Length || char.IsWhiteSpace(content[index - 1]) || BeforeKey.Contains(content[index - 1]);

    /// <summary>The next place behind this one where a key may begin.</summary>
    private static int NextStart(string content, int index)
    {
        do index++;
        while (!IsStart(content, index));
        return index;
    }

    private static (string Value, int End) Quoted(string content, int quote, ref int lastQuote)
    {
        if (quote >= lastQuote)
            return ("", quote);
        for (var index = quote + 1; index < content.Length; index++)
        {
            if (content[index] == '\\')
                index++;
            else if (content[index] == '"')
                return (content[(quote + 1)..index], index + 1);
        }

        lastQuote = quote;
        return ("", quote);
    }

    private static (string Value, int End) Bare(string content, int start)
    {
        var end = start;
        while (end < content.Length && content[end] != '"' && !char.IsWhiteSpace(content[end]))
            end++;
        return (content[start..end].TrimEnd(',', ';'), end);
    }

    private static bool ContainsLetter(this ReadOnlySpan<char> text)
    {
        foreach (var character in text)
            if (char.IsLetter(character))
                return true;
        return false;
    }
}
