using System.Globalization;
using System.Text.RegularExpressions;

namespace Beacon.Actors.Statistics;

/// <summary>
/// Tells a statistic from any other line: <c>Name: value unit</c>, where the value is a number, a ratio of two, or a number with a
/// remark in parentheses. Times, dates, addresses and versions are no numbers, and a name that looks like the head of a log line is none.
/// </summary>
public static partial class StatisticLine
{
    private const char MicroSign = '\u00B5';
    private const char GreekMu = '\u03BC';

    /// <summary>The line as a terminal would show it: no escape sequences, what follows the last carriage return, no borders.</summary>
    /// <param name="line">A line as printed, without its end.</param>
    public static string Clean(string line)
    {
        var text = EscapeSequence().Replace(line.TrimEnd('\r'), "");
        text = text[(text.LastIndexOf('\r') + 1)..];
        return text.Trim().Trim('│', '║', '|', '┃').Trim();
    }

    /// <summary>Reads a cleaned line; false: it is no statistic.</summary>
    /// <param name="line">The line, cleaned.</param>
    /// <param name="component">The component that printed it.</param>
    /// <param name="group">The heading it stands under.</param>
    /// <param name="statistic">The statistic.</param>
    public static bool TryParse(string line, string component, string group, out Statistic statistic)
    {
        statistic = null!;
        var match = NameAndValue().Match(line);
        if (!match.Success || LogHead().IsMatch(match.Groups["name"].Value)) return false;
        if (!TryParseValue(match.Groups["text"].Value, out var value, out var unit)) return false;

        var name = match.Groups["name"].Value.TrimStart('-', '*', '•', ' ').TrimEnd(' ', '.');
        if (name.Length == 0) return false;
        statistic = new Statistic(component, group, name, value, unit, match.Groups["text"].Value);
        return true;
    }

    /// <summary>Reads a right-hand side: <c>97,252</c>, <c>4.621 μs</c>, <c>93 %</c>, <c>128 / 128</c>; false: it is no number.</summary>
    /// <param name="text">The text.</param>
    /// <param name="value">The number as printed; of a ratio, the first.</param>
    /// <param name="unit">The unit in one spelling; empty: none.</param>
    public static bool TryParseValue(string text, out double value, out string unit)
    {
        (value, unit) = (0, "");
        var match = Value().Match(text);
        if (!match.Success) return false;

        value = double.Parse(match.Groups["number"].Value.Replace(",", ""), NumberStyles.Float, CultureInfo.InvariantCulture);
        unit = match.Groups["unit"].Value.Replace(GreekMu, MicroSign);
        if (unit == "us") unit = "µs";
        return true;
    }

    [GeneratedRegex(@"^(?<name>[^:]{1,100}?)\s*:\s+(?<text>\S.*)$")]
    private static partial Regex NameAndValue();

    // A bracket, a slash or a date: the head of a log line, not the name of a number.
    [GeneratedRegex(@"[\[\]{}]|^\d+[-/.]\d+|^\d{1,2}$")]
    private static partial Regex LogHead();

    [GeneratedRegex(@"^(?<number>[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?:\s*(?<unit>%|/s|[A-Za-z\u00B5\u03BC][A-Za-z0-9\u00B5\u03BC]*(?:/[A-Za-z]+)?)|\s*/\s*[+-]?[\d,]+(?:\.\d+)?)?(?:\s*\([^()]*\))?$")]
    private static partial Regex Value();

    [GeneratedRegex(@"\x1B(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1B]*(?:\x07|\x1B\\)|[@-Z\\-_])")]
    private static partial Regex EscapeSequence();
}
