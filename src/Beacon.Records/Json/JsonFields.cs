using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace Beacon.Records.Json;

/// <summary>
/// Writes and reads the fields of JSON objects by type. Reading throws an <see cref="InvalidDataException"/> with the name of a field that
/// is missing or of another type.
/// </summary>
internal static class JsonFields
{
    /// <summary>The value of a field; null: the field is missing or null.</summary>
    public static JsonElement? Child(this JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null
            ? value
            : null;

    public static string Text(this JsonElement json, string name) => json.TextOrNull(name) ?? throw Wrong(name, "a text");

    public static string? TextOrNull(this JsonElement json, string name) =>
        json.Child(name) is not { } value ? null
        : value.ValueKind == JsonValueKind.String ? value.GetString()
        : throw Wrong(name, "a text");

    /// <summary>Writes a number; null for a missing one, and for NaN and infinity, which JSON can't express.</summary>
    public static void WriteNumberOrNull(this Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number && double.IsFinite(number))
            json.WriteNumber(name, number);
        else
            json.WriteNull(name);
    }

    public static double Number(this JsonElement json, string name) => json.NumberOrNull(name) ?? throw Wrong(name, "a number");

    public static double? NumberOrNull(this JsonElement json, string name) =>
        json.Child(name) is not { } value ? null
        : value.ValueKind == JsonValueKind.Number ? value.GetDouble()
        : throw Wrong(name, "a number");

    /// <summary>Writes a boolean that is left out if it is false.</summary>
    public static void WriteSwitch(this Utf8JsonWriter json, string name, bool isOn)
    {
        if (isOn)
            json.WriteBoolean(name, true);
    }

    /// <summary>Reads a boolean; false if the field is missing.</summary>
    public static bool Switch(this JsonElement json, string name) =>
        json.Child(name) is { } value
        && (value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : throw Wrong(name, "true or false"));

    public static void WriteMilliseconds(this Utf8JsonWriter json, string name, TimeSpan? span) =>
        json.WriteNumberOrNull(name, span is { } known ? JsonValues.Milliseconds(known) : null);

    public static TimeSpan Milliseconds(this JsonElement json, string name) =>
        json.MillisecondsOrNull(name) ?? throw Wrong(name, "a number");

    // Rounded to a tick of 0.1 µs; the written number has microseconds.
    public static TimeSpan? MillisecondsOrNull(this JsonElement json, string name) =>
        json.NumberOrNull(name) is { } milliseconds
            ? TimeSpan.FromTicks((long)Math.Round(milliseconds * TimeSpan.TicksPerMillisecond))
            : null;

    public static void WriteInstant(this Utf8JsonWriter json, string name, DateTimeOffset at) =>
        json.WriteString(name, JsonValues.Instant(at));

    public static DateTimeOffset Instant(this JsonElement json, string name) =>
        DateTimeOffset.TryParse(json.Text(name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
            ? instant.ToUniversalTime()
            : throw Wrong(name, "a time such as 2026-11-23T18:42:05.123Z");

    public static void WriteName<TEnum>(this Utf8JsonWriter json, string name, TEnum value)
        where TEnum : struct, Enum => json.WriteString(name, JsonValues.NameOf(value));

    public static TEnum Name<TEnum>(this JsonElement json, string name)
        where TEnum : struct, Enum =>
        JsonValues.TryParse<TEnum>(json.Text(name), out var value)
            ? value
            : throw Wrong(name, $"one of {string.Join(", ", JsonValues.NamesOf<TEnum>())}");

    public static void WriteList<T>(this Utf8JsonWriter json, string name, IEnumerable<T> items, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
            write(json, item);
        json.WriteEndArray();
    }

    public static ImmutableArray<T> List<T>(this JsonElement json, string name, Func<JsonElement, T> read) =>
        json.Child(name) is not { } list ? []
        : list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray().Select(read)]
        : throw Wrong(name, "a list");

    public static void WriteTexts(this Utf8JsonWriter json, string name, IEnumerable<string> texts) =>
        json.WriteList(name, texts, (writer, text) => writer.WriteStringValue(text));

    public static ImmutableArray<string> Texts(this JsonElement json, string name) =>
        json.List(name, text => text.ValueKind == JsonValueKind.String ? text.GetString()! : throw Wrong(name, "a list of texts"));

    private static InvalidDataException Wrong(string name, string expected) => new($"\"{name}\" is not {expected}");
}
