using System.Globalization;
using System.Text.RegularExpressions;
using Beacon.Plans.Units;

namespace Beacon.Records.Statistics;

/// <summary>Durations as Go prints them from a minute on: <c>1m2.5s</c>, <c>1h0m3s</c> (package time, Duration.String).</summary>
internal static partial class PrintedDuration
{
    private const int MaximumLength = 40;

    /// <summary>Reads a number with its unit, or such a duration, in seconds.</summary>
    public static bool TryParse(string text, out StatisticValue value)
    {
        if (StatisticValue.TryParse(text, out value))
            return true;
        text = text.Trim();
        if (text.Length > MaximumLength || Parts().Match(text) is not { Success: true } match)
            return false;
        double Of(string part) =>
            match.Groups[part] is { Success: true } found ? double.Parse(found.ValueSpan, CultureInfo.InvariantCulture) : 0;
        value = new StatisticValue((3600 * Of("h")) + (60 * Of("m")) + Of("s"), "s", text);
        return true;
    }

    [GeneratedRegex(@"^(?:(?<h>[0-9]+)h)?(?<m>[0-9]+)m(?<s>[0-9]+(?:\.[0-9]+)?)s$", RegexOptions.CultureInvariant)]
    private static partial Regex Parts();
}
