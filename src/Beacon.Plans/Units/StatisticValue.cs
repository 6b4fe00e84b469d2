using System.Globalization;
using System.Text.RegularExpressions;

namespace Beacon.Plans.Units;

/// <summary>The right-hand side of a statistic: a number, mostly with a unit.</summary>
/// <param name="Value">The number as printed, thousands separators removed.</param>
/// <param name="Unit">The unit in one spelling; empty: none.</param>
/// <param name="Text">The whole right-hand side.</param>
/// <remarks>
/// Accepted is a number (<c>97,252</c>, <c>-0.5</c>, <c>1.5e6</c>), then nothing; or what it is set against (<c>128 / 128</c>, <c>93 of
/// 128</c>, <c>4.6 ± 0.3</c>), then a unit, glued or apart (<c>93%</c>, <c>4.6us</c>, <c>1.2 GB/s</c>, <c>12 orders per second</c>, <c>0.9
/// [ms]</c>), then remarks. Refused is what only begins like a number, because its value would be wrong: <c>12:30:01</c>,
/// <c>2026-11-23</c>, <c>1.2.3</c>, <c>127.0.0.1</c>, <c>3f9c</c>, <c>0x1F</c>, <c>1 234</c>, <c>1m 30s</c>, <c>5-7</c>, <c>12,34</c>; and
/// prose: more than six words, or an end as a sentence or a list has it (<c>5.</c>, <c>5,</c>).
/// </remarks>
public readonly partial record struct StatisticValue(double Value, string Unit, string Text)
{
    private const int MaximumWords = 6;
    private const int MaximumLength = 200;
    private const char GreekMu = '\u03BC';
    private const char MicroSign = '\u00B5';

    /// <summary>Reads a value with its unit: <c>4.621 μs</c>, <c>97,252</c>, <c>128 / 128</c>.</summary>
    public static bool TryParse(string text, out StatisticValue value)
    {
        value = default;
        text = text.Trim();
        if (text.Length is 0 or > MaximumLength || IsProse(text))
            return false;
        var match = NumberAndUnit().Match(text);
        if (!match.Success)
            return false;

        var digits = match.Groups["number"].Value.Replace(",", "").Replace('\u2212', '-');
        var number = double.Parse(digits, NumberStyles.Float, CultureInfo.InvariantCulture);
        if (!double.IsFinite(number))
            return false;

        value = new StatisticValue(number, InOneSpelling(match.Groups["unit"].Value), text);
        if (
            value.Unit.Length == 0
            && InBrackets().Match(text, match.Index + match.Length) is { Success: true } brackets
            && UnitScale.Of(brackets.Groups["unit"].Value).Dimension is not (Dimension.Count or Dimension.Ratio)
        )
        {
            value = value with { Unit = InOneSpelling(brackets.Groups["unit"].Value) };
        }

        return true;
    }

    /// <summary>
    /// Whether a text says, as C, Go, Java, .NET and Python do, that there is no number or no end to it: <c>nan</c>, <c>-inf</c>,
    /// <c>Infinity ms</c>, <c>∞</c>, <c>1e999</c>.
    /// </summary>
    /// <param name="text">The right-hand side.</param>
    /// <param name="value">What it says: a value that is not finite, with its unit.</param>
    public static bool TryParseNotFinite(string text, out StatisticValue value)
    {
        text = text.Trim();
        value = default;
        if (text.Length > MaximumLength)
            return false;
        var match = NotANumber().Match(text);
        if (!match.Success)
            return false;

        value = new StatisticValue(double.NaN, InOneSpelling(match.Groups["unit"].Value), text);
        return !match.Groups["digits"].Success
            || !double.IsFinite(double.Parse(match.Groups["digits"].Value, NumberStyles.Float, CultureInfo.InvariantCulture));
    }

    /// <summary>A unit whose μ, or u for it, is µ.</summary>
    public static string InOneSpelling(string unit) => MicroWrittenAsU().Replace(unit.Replace(GreekMu, MicroSign), "\u00B5");

    private static bool IsProse(string text) =>
        text[^1] is '.' or ',' or ';' or '!' or '?' or '…'
        || Remark().Replace(text, "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length > MaximumWords;

    // Number: thousands separators only where they belong. Second number: what the first is set against. Unit: letters and signs, no
    // digits, and no preposition; atomic, so that "1 h 30 min" is not read as a 1 with a remark. End: nothing, or a gap and then
    // anything but a further number, which would be a part of the first.
    [GeneratedRegex(
        """
            ^(?<number>[+\-\u2212]?(?:[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:[eE][+\-]?[0-9]+)?)(?![0-9])
            (?:\s*(?:/|±|\+/-|\bof\b)\s*(?:[0-9][0-9,]*(?:\.[0-9]+)?|\.[0-9]+)(?:[eE][+\-]?[0-9]+)?(?![0-9]))?
            (?>(?:\s*(?<unit>
                (?!(?:at|by|for|from|in|of|on|out|to|with)\b)
                /?[\p{L}%‰°×$€£](?:[\p{L}%‰°²³/·*^_-]*[\p{L}%‰°²³])?(?:\s+per\s+\p{L}+)?)(?=$|[\s(\[,;]))?)
            (?=$|[,;]?\s|[(\[])
            (?!\s+[+\-\u2212\u2013/]?\s*\.?[0-9])
            """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant
    )]
    private static partial Regex NumberAndUnit();

    [GeneratedRegex(
        @"^[+\-\u2212]?(?:(?i:nan|inf(?:inity)?)(?:\(\w+\))?|∞|(?<digits>[0-9]+(?:\.[0-9]+)?[eE]\+?[0-9]{3,}))"
            + @"(?:(?:\s+|(?=[%/]))(?<unit>[\p{L}%/][\p{L}%/]*))?$",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex NotANumber();

    // "0.963 [ms] (mean)"
    [GeneratedRegex(@"\G\s*\[(?<unit>[\p{L}%#/]+)\]", RegexOptions.CultureInvariant)]
    private static partial Regex InBrackets();

    [GeneratedRegex(@"\([^()]*\)|\[[^\[\]]*\]", RegexOptions.CultureInvariant)]
    private static partial Regex Remark();

    [GeneratedRegex(@"\bu(?=s\b|secs?\b)", RegexOptions.CultureInvariant)]
    private static partial Regex MicroWrittenAsU();
}
