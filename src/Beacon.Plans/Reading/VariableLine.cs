namespace Beacon.Plans.Reading;

/// <summary>
/// A line of a file of environment variables: <c>KEY=VALUE</c>, with <c>export</c> before it or without. A value may stand in one pair of
/// quotes, within which nothing is replaced; <c>#</c> after a blank begins a comment, within quotes it does not.
/// </summary>
/// <param name="Name">The variable.</param>
/// <param name="Value">Its value.</param>
internal sealed record VariableLine(string Name, string Value)
{
    /// <summary>Whether a line, without the blanks around it, holds nothing.</summary>
    public static bool IsBlank(string line) => line.Length == 0 || line[0] == '#';

    /// <summary>Reads a line without the blanks around it; null: it is no variable.</summary>
    public static VariableLine? Read(string line)
    {
        if (line.StartsWith("export ", StringComparison.Ordinal) || line.StartsWith("export\t", StringComparison.Ordinal))
            line = line["export".Length..].TrimStart();
        var equals = line.IndexOf('=');
        if (equals < 1 || line.Contains('\0'))
            return null;
        var name = line[..equals].TrimEnd();
        return name.Any(char.IsWhiteSpace) ? null : new VariableLine(name, ValueOf(line[(equals + 1)..]));
    }

    private static string ValueOf(string text)
    {
        var value = text.TrimStart();
        if (value.Length > 0 && value[0] is '"' or '\'' && ClosingQuote(value) is > 0 and var closing)
            return value[1..closing];
        for (var at = 0; at < text.Length; at++)
            if (text[at] == '#' && at > 0 && char.IsWhiteSpace(text[at - 1]))
                return text[..at].Trim();
        return value.TrimEnd();
    }

    // The first one that only a comment follows: a quote within the value needs no escape.
    private static int ClosingQuote(string value)
    {
        for (var at = value.IndexOf(value[0], 1); at > 0; at = value.IndexOf(value[0], at + 1))
        {
            var next = at + 1;
            while (next < value.Length && char.IsWhiteSpace(value[next]))
                next++;
            if (next == value.Length || (value[next] == '#' && next > at + 1))
                return at;
        }

        return -1;
    }
}
