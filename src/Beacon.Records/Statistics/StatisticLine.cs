using System.Text.RegularExpressions;
using Beacon.Plans.Units;

namespace Beacon.Records.Statistics;

/// <summary>One line that says <c>Name: value unit</c>, or that the value is not finite.</summary>
/// <param name="Name">The name, without bullets and leaders.</param>
/// <param name="Value">The right-hand side.</param>
/// <param name="Column">The column in which the name begins, as printed.</param>
/// <remarks>
/// The first colon parts the two, and a blank follows it: <c>127.0.0.1:9000</c>, <c>12:30</c> and <c>main.cpp:42</c> have none. A name
/// begins like a name: not with a bracket, a date, a long number or a log level, as the lines do that a logger prints in between.
/// </remarks>
internal readonly partial record struct StatisticLine(string Name, StatisticValue Value, int Column)
{
    private const int MaximumNameLength = 80;

    /// <summary>Reads a line as it is shown, borders and all; false: it is no statistic.</summary>
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
        var name = Leaders().Replace(content[bullet..colon], "");
        var text = content[(colon + 1)..];
        if (!CouldBeName(name) || !(StatisticValue.TryParse(text, out var value) || StatisticValue.TryParseNotFinite(text, out value)))
            return false;

        statistic = new StatisticLine(name, UnitOfName.Given(value, name), Frame.ColumnOf(line) + bullet);
        return true;
    }

    /// <summary>Whether a text could name a statistic or a group of them, rather than begin a line of a log.</summary>
    public static bool CouldBeName(string text) =>
        text.Length is > 0 and <= MaximumNameLength
        && text.Any(char.IsLetterOrDigit)
        && !ForeignCharacter().IsMatch(text)
        && !LogHead().IsMatch(text);

    // A list's bullet: a sign, then a blank.
    [GeneratedRegex(@"^[-–—+*•·▪●○◦‣>→►✓✔#]+\s+", RegexOptions.CultureInvariant)]
    private static partial Regex Bullet();

    // The dots that lead the eye from a name to its value.
    [GeneratedRegex(@"\s*(?:[.·…_][.·…_\s]+|…)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Leaders();

    // What names don't hold: the signs of data formats and of code, quotes, what was no UTF-8, controls.
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
