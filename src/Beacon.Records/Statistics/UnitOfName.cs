using System.Text.RegularExpressions;
using Beacon.Plans.Units;

namespace Beacon.Records.Statistics;

/// <summary>Reads the unit in a name for values without a unit: <c>latency_us</c>, <c>elapsedMs</c>, <c>Mean (µs)</c>.</summary>
/// <remarks>
/// The units are those of time, data, percent and their rates, as the last word of a name in <c>snake_case</c>, <c>kebab-case</c> or
/// <c>camelCase</c>, or in brackets at its end. <c>min</c> is a minimum, never minutes. Prometheus' <c>_total</c> follows the unit.
/// </remarks>
internal static partial class UnitOfName
{
    private static readonly Dictionary<string, string> Units = new[]
    {
        ("ns", "ns nanos nanoseconds"),
        ("µs", "us usec micros microseconds"),
        ("ms", "ms msec millis milliseconds"),
        ("s", "s sec secs seconds"),
        ("min", "minutes"),
        ("h", "hours"),
        ("B", "bytes"),
        ("kB", "kb"),
        ("MB", "mb"),
        ("GB", "gb"),
        ("KiB", "kib"),
        ("MiB", "mib"),
        ("GiB", "gib"),
        ("bit", "bits"),
        ("%", "percent pct"),
    }
        .SelectMany(entry => entry.Item2.Split(' '), (entry, word) => (Word: word, Unit: entry.Item1))
        .ToDictionary(entry => entry.Word, entry => entry.Unit, StringComparer.Ordinal);

    /// <summary>The value with the unit of its name if it has no unit itself.</summary>
    public static StatisticValue Given(StatisticValue value, string name) => value.Unit.Length > 0 ? value : value with { Unit = Of(name) };

    /// <summary>Separates the unit at the end of a heading, which applies to the values below it: <c>clat (usec)</c>.</summary>
    public static (string Heading, string Unit) TakeFrom(string heading) =>
        InBrackets().Match(heading) is { Success: true } brackets && Of(heading) is { Length: > 0 } unit
            ? (heading[..brackets.Index].TrimEnd(), unit)
            : (heading, "");

    /// <summary>The unit in a name; empty: none.</summary>
    public static string Of(string name)
    {
        if (InBrackets().Match(name) is { Success: true } brackets)
        {
            var said = StatisticValue.InOneSpelling(brackets.Groups["unit"].Value);
            return UnitScale.Of(said).Dimension is Dimension.Time or Dimension.Size or Dimension.Share or Dimension.Rate ? said : "";
        }

        var words = Words().Match(name);
        if (!words.Success)
            return "";
        var unit = Units.GetValueOrDefault(words.Groups["unit"].Value.ToLowerInvariant(), "");
        return words.Groups["rate"].Success ? $"{unit}/s" : unit;
    }

    [GeneratedRegex(@"[(\[]\s*(?<unit>[\p{L}%/]+)\s*[)\]]$", RegexOptions.CultureInvariant)]
    private static partial Regex InBrackets();

    // The last word after a separator, or after a lower-case letter if it begins in upper case; "per second" may follow.
    [GeneratedRegex(
        @"^.*?(?:^(?<unit>[a-z]+)|[_.\-](?<unit>[A-Za-z]+)|(?<=[a-z0-9])(?<unit>[A-Z](?:[a-z]+|[A-Z]?B)))??"
            + @"(?<rate>_per_s(?:ec(?:ond)?)?|PerSec(?:ond)?)?(?:_total)?$",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Words();
}
