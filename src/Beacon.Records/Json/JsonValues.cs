using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Beacon.Records.Json;

/// <summary>The format of values in the JSON of a run: <c>run.json</c>, <c>events.ndjson</c> and the output of <c>--json</c>.</summary>
public static class JsonValues
{
    /// <summary>Writer options for one line: only quotes, backslashes and control characters are escaped.</summary>
    public static readonly JsonWriterOptions OneLine = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The same for an indented file.</summary>
    internal static readonly JsonWriterOptions Indented = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The name of an enum value in snake case: <c>not_ready</c>.</summary>
    /// <param name="value">The value.</param>
    public static string NameOf<TEnum>(TEnum value)
        where TEnum : struct, Enum => SnakeCase(value.ToString());

    /// <summary>Parses a name written by <see cref="NameOf"/>; false: the enum has no such value.</summary>
    /// <param name="name">The name in snake case.</param>
    /// <param name="value">The value.</param>
    public static bool TryParse<TEnum>(string name, out TEnum value)
        where TEnum : struct, Enum => Names<TEnum>.Values.TryGetValue(name, out value);

    /// <summary>A wall-clock time in ISO 8601, in UTC with milliseconds: <c>2026-11-23T18:42:05.123Z</c>.</summary>
    /// <param name="at">The time.</param>
    public static string Instant(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>A time span in milliseconds, rounded to a microsecond.</summary>
    /// <param name="span">The time span.</param>
    public static double Milliseconds(TimeSpan span) => Math.Round(span.TotalMilliseconds, 3);

    /// <summary>The names of all values of an enum.</summary>
    internal static IEnumerable<string> NamesOf<TEnum>()
        where TEnum : struct, Enum => Names<TEnum>.Values.Keys;

    internal static string SnakeCase(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);

    private static class Names<TEnum>
        where TEnum : struct, Enum
    {
        public static readonly Dictionary<string, TEnum> Values = Enum.GetValues<TEnum>().ToDictionary(NameOf);
    }
}
