using System.Text.RegularExpressions;
using Beacon.Plans.Units;

namespace Beacon.Records.Statistics;

/// <summary>A line <c>Name: value unit</c>; the name is without bullets and leaders, the value may be NaN or infinite.</summary>
/// <remarks>
/// The first colon separates name and value, and a space follows it, unlike in <c>127.0.0.1:9000</c>, <c>12:30</c> and
/// <c>main.cpp:42</c>. A name does not begin with a bracket, a date, a long number or a log level, as log lines do.
/// </remarks>
internal readonly partial record struct StatisticLine(string Name, StatisticValue Value, int Column)
{
    private const int MaximumNameLength = 80;

    /// <summary>Reads a line as a terminal shows it, including borders; false: it is not a statistic.</summary>
    public static bool TryParse(string line, out StatisticLine statistic)
    {
        statistic = default;
        var content = Frame.Strip(line);
        var colon = content.IndexOf(':');
        if (colon <= 0 || colon + 1 >= content.Length || !char.IsWhiteSpace(content[colon + 1]))
            return false;

        var bullet = Bullet().Match(content).Length;
        if (bullet >= colon)
            return false;
        var name = WithoutLeaders(content[bullet..colon]);
        var text = content[(colon + 1)..];
        if (!CouldBeName(name) || !(StatisticValue.TryParse(text, out var value) || StatisticValue.TryParseNotFinite(text, out value)))
            return false;

        statistic = new StatisticLine(name, UnitOfName.Given(value, name), Frame.ColumnOf(line) + bullet);
        return true;
    }

    /// <summary>Whether a text can be the name of a statistic or a group, and not the beginning of a log line.</summary>
    public static bool CouldBeName(string text) =>
        text.Length is > 0 and <= MaximumNameLength
        && text.Any(char.IsLetterOrDigit)
        && !ForeignCharacter().IsMatch(text)
        && !LogHead().IsMatch(text);

    /// <summary>A name without the blanks and the dot leaders between it and its value; one dot is not a leader.</summary>
    private static string WithoutLeaders(string text)
    {
        var end = text.Length;
        while (end > 0 && IsLeader(text[end - 1]))
            end--;
        var leaders = text.AsSpan(end).TrimStart();
        return leaders.Length == 1 && leaders[0] != '…' ? text : text[..end];
    }

    private static bool IsLeader(char character) => char.IsWhiteSpace(character) || character is '.' or '·' or '…' or '_';

    // A bullet: a sign, then a space.
    [GeneratedRegex(@"^[-–—+*•·▪●○◦‣>→►✓✔#]+\s+", RegexOptions.CultureInvariant)]
    private static partial Regex Bullet();

    // Characters that are not part of names: those of data formats and code, quotes, invalid UTF-8, control characters.
    [GeneratedRegex("[=\"`{};\\\\\uFFFD\\p{Cc}]", RegexOptions.CultureInvariant)]
    private static partial Regex ForeignCharacter();

    // [thread], 2026-11-23, 20261123T184205, seconds to the microsecond, INFO alone or before other words.
    [GeneratedRegex(
        """
            ^(?:\[
            |[0-9]{4}[-/.][0-9]{2}[-/.][0-9]{2}
            |[0-9]{8}
            |[0-9]+\.[0-9]{6}
            |(?:TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|FATAL|CRITICAL)\b.*\p{Ll}
            |(?i:trace|debug|info|notice|warn|warning|error|fatal|critical)$)
            """,
        RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace
    )]
    private static partial Regex LogHead();
}
