using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Beacon.Records.Json;

/// <summary>The format of values in the JSON of a run: <c>run.json</c>, <c>events.ndjson</c> and the output of <c>--json</c>.</summary>
public static class JsonValues
{
    /// <summary>Writer options for one line: only quotes, backslashes and control characters are escaped.</summary>
    public static readonly JsonWriterOptions OneLine = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static readonly JsonWriterOptions Indented = OneLine with { Indented = true };

    /// <summary>The name of an enum value in snake case: <c>not_ready</c>.</summary>
    /// <param name="value">The value.</param>
    public static string NameOf<TEnum>(TEnum value)
        where TEnum : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    /// <summary>A wall-clock time in ISO 8601, in UTC with milliseconds: <c>2026-11-23T18:42:05.123Z</c>.</summary>
    /// <param name="at">The time.</param>
    public static string Instant(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>A time span in milliseconds, rounded to a microsecond.</summary>
    /// <param name="span">The time span.</param>
    public static double Milliseconds(TimeSpan span) => Math.Round(span.TotalMilliseconds, 3);

    internal static bool TryParse<TEnum>(string name, out TEnum value)
        where TEnum : struct, Enum => Names<TEnum>.Values.TryGetValue(name, out value);

    internal static IEnumerable<string> NamesOf<TEnum>()
        where TEnum : struct, Enum => Names<TEnum>.Values.Keys;

    private static class Names<TEnum>
        where TEnum : struct, Enum
    {
        public static readonly Dictionary<string, TEnum> Values = Enum.GetValues<TEnum>().ToDictionary(NameOf);
    }
}
