using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace Beacon.Records.Json;

/// <summary>Fields of a JSON object of ours. One that is missing or of another type is an <see cref="InvalidDataException"/> that names it.</summary>
internal static class JsonFields
{
    public static string Text(this JsonElement json, string name) => json.TextOrNull(name) ?? throw Wrong(name, "a text");

    public static string? TextOrNull(this JsonElement json, string name) =>
        json.Child(name) is not { } value ? null
        : value.ValueKind == JsonValueKind.String ? value.GetString()
        : throw Wrong(name, "a text");

    public static double Number(this JsonElement json, string name) => json.NumberOrNull(name) ?? throw Wrong(name, "a number");

    public static double? NumberOrNull(this JsonElement json, string name) =>
        json.Child(name) is not { } value ? null
        : value.ValueKind == JsonValueKind.Number ? value.GetDouble()
        : throw Wrong(name, "a number");

    public static bool Switch(this JsonElement json, string name) =>
        json.Child(name) is { } value
        && (value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : throw Wrong(name, "true or false"));

    public static TimeSpan Milliseconds(this JsonElement json, string name) =>
        json.MillisecondsOrNull(name) ?? throw Wrong(name, "a number");

    // To the tick, of which a microsecond has ten: a number of milliseconds as it is written has no finer part.
    public static TimeSpan? MillisecondsOrNull(this JsonElement json, string name) =>
        json.NumberOrNull(name) is { } milliseconds
            ? TimeSpan.FromTicks((long)Math.Round(milliseconds * TimeSpan.TicksPerMillisecond))
            : null;

    public static DateTimeOffset Instant(this JsonElement json, string name) =>
        DateTimeOffset.TryParse(json.Text(name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
            ? instant.ToUniversalTime()
            : throw Wrong(name, "a time such as 2026-11-23T18:42:05.123Z");

    public static TEnum Word<TEnum>(this JsonElement json, string name)
        where TEnum : struct, Enum =>
        TryWord<TEnum>(json.Text(name), out var value) ? value : throw Wrong(name, $"one of {string.Join(", ", Words<TEnum>.ByName.Keys)}");

    /// <summary>A value by the word that <see cref="RunEventJson.NameOf"/> writes for it.</summary>
    public static bool TryWord<TEnum>(string word, out TEnum value)
        where TEnum : struct, Enum => Words<TEnum>.ByName.TryGetValue(word, out value);

    public static ImmutableArray<T> List<T>(this JsonElement json, string name, Func<JsonElement, T> read) =>
        json.Child(name) is not { } list ? []
        : list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray().Select(read)]
        : throw Wrong(name, "a list");

    /// <summary>A field's value; null: there is no such field, or it is null.</summary>
    public static JsonElement? Child(this JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null
            ? value
            : null;

    private static InvalidDataException Wrong(string name, string expected) => new($"\"{name}\" is not {expected}");

    private static class Words<TEnum>
        where TEnum : struct, Enum
    {
        public static readonly Dictionary<string, TEnum> ByName = Enum.GetValues<TEnum>().ToDictionary(RunEventJson.NameOf);
    }
}
