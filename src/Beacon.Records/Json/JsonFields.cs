using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace Beacon.Records.Json;

/// <summary>
/// The fields of a JSON object. A concept lists its fields once for both directions: when writing, each method writes the given value and
/// returns it; when reading, it ignores the given value and returns the one in the JSON.
/// </summary>
/// <remarks>
/// Reading throws an <see cref="InvalidDataException"/> with the name of a field that is missing or of another type. Unknown fields are
/// ignored.
/// </remarks>
internal readonly struct JsonFields
{
    // 2^63, and a thousand years: sums of what is read must not overflow.
    private const double MostWhole = 9_223_372_036_854_774_784;
    private const double MostMilliseconds = 1000 * 365.25 * 24 * 3600 * 1000;

    private readonly Utf8JsonWriter? _writer;
    private readonly JsonElement _json;
    private readonly bool _omitsNulls;
    private readonly Func<string, string>? _change;

    private JsonFields(Utf8JsonWriter? writer, JsonElement json, bool omitsNulls = false, Func<string, string>? change = null) =>
        (_writer, _json, _omitsNulls, _change) = (writer, json, omitsNulls, change);

    /// <summary>The same fields, those with the value null left out.</summary>
    public JsonFields WithoutNulls => new(_writer, _json, omitsNulls: true, _change);

    /// <summary>Whether the texts of a value are changed, rather than the value written or read.</summary>
    public bool IsChange => _change is not null;

    public static JsonFields Of(JsonElement json) => new(null, json);

    public static JsonFields Of(Utf8JsonWriter writer) => new(writer, default);

    /// <summary>Fields that are neither written nor read: each method returns the given value, its texts changed.</summary>
    public static JsonFields Changing(Func<string, string> change) => new(null, default, change: change);

    /// <summary>Whether the object has a field with a value.</summary>
    public bool Has(string name) => Find(name) is not null;

    public string Text(string name, string? value = null) => TextOrNull(name, value) ?? throw Wrong(name, "a text");

    public string? TextOrNull(string name, string? value)
    {
        if (_change is not null)
            return value is null ? null : _change(value);
        if (_writer is null)
            return Find(name) is { } json ? TextOf(name, json, "a text") : null;
        if (value is not null || !_omitsNulls)
            _writer.WriteString(name, value);
        return value;
    }

    public TEnum Name<TEnum>(string name, TEnum? value)
        where TEnum : struct, Enum
    {
        if (IsChange)
            return value!.Value;
        if (_writer is null)
            return JsonValues.TryParse<TEnum>(Text(name), out var read)
                ? read
                : throw Wrong(name, $"one of {string.Join(", ", JsonValues.NamesOf<TEnum>())}");
        _writer.WriteString(name, JsonValues.NameOf(value!.Value));
        return value.Value;
    }

    /// <summary>A member of an enumeration; null: the field is null or missing, or this version does not know the name.</summary>
    public TEnum? NameOrNull<TEnum>(string name, TEnum? value)
        where TEnum : struct, Enum
    {
        if (IsChange)
            return value;
        var text = TextOrNull(name, value is { } member ? JsonValues.NameOf(member) : null);
        return JsonValues.TryParse<TEnum>(text ?? "", out var read) ? read : null;
    }

    public double? NumberOrNull(string name, double? value = null)
    {
        if (IsChange)
            return value;
        if (_writer is null)
            return Find(name) is not { } json ? null
                : json.ValueKind == JsonValueKind.Number ? json.GetDouble()
                : throw Wrong(name, "a number");

        // JSON can't express NaN and infinity.
        if (value is { } number && double.IsFinite(number))
            _writer.WriteNumber(name, number);
        else if (value is not null || !_omitsNulls)
            _writer.WriteNull(name);
        return value;
    }

    public long? WholeOrNull(string name, long? value) =>
        NumberOrNull(name, value) is not { } number ? null
        : Math.Abs(number) <= MostWhole ? (long)number
        : throw Wrong(name, "a whole number up to 2^63");

    public long Whole(string name, long? value) => WholeOrNull(name, value) ?? throw Wrong(name, "a number");

    /// <summary>A time span in milliseconds, written to a microsecond.</summary>
    public TimeSpan? TimeOrNull(string name, TimeSpan? value) =>
        IsChange ? value
        : NumberOrNull(name, value is { } span ? JsonValues.Milliseconds(span) : null) is not { } milliseconds ? null
        : Math.Abs(milliseconds) <= MostMilliseconds ? TimeSpan.FromTicks((long)Math.Round(milliseconds * TimeSpan.TicksPerMillisecond))
        : throw Wrong(name, "a time of less than a thousand years");

    public TimeSpan Time(string name, TimeSpan? value) => TimeOrNull(name, value) ?? throw Wrong(name, "a number");

    public DateTimeOffset Instant(string name, DateTimeOffset? value)
    {
        if (IsChange)
            return value!.Value;
        if (_writer is null)
            return
                DateTimeOffset.TryParse(Text(name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var read)
                && read.Year is > 1900 and < 3000
                ? read.ToUniversalTime()
                : throw Wrong(name, "a time such as 2026-11-23T18:42:05.123Z");
        _writer.WriteString(name, JsonValues.Instant(value!.Value));
        return value.Value;
    }

    /// <summary>A boolean; false if the field is missing.</summary>
    public bool Boolean(string name, bool? value)
    {
        if (IsChange)
            return value == true;
        if (_writer is null)
            return Find(name) is { } json
                && (json.ValueKind is JsonValueKind.True or JsonValueKind.False ? json.GetBoolean() : throw Wrong(name, "true or false"));
        _writer.WriteBoolean(name, value == true);
        return value == true;
    }

    /// <summary>A boolean; null: the field is null or missing.</summary>
    public bool? BooleanOrNull(string name, bool? value)
    {
        if (_writer is not null && value is null)
            _writer.WriteNull(name);
        if (_writer is not null ? value is null : !IsChange && !Has(name))
            return null;
        return IsChange ? value : Boolean(name, value);
    }

    /// <summary>A boolean that is only written if it is true.</summary>
    public bool Switch(string name, bool? value) => (_writer is null || value == true) && Boolean(name, value);

    public T? ObjectOrNull<T>(string name, T? value, Func<JsonFields, T?, T> fields)
        where T : class
    {
        if (IsChange)
            return value is null ? null : fields(this, value);
        if (_writer is null)
            return Find(name) is { } json ? fields(Of(json), null) : null;
        if (value is not null || !_omitsNulls)
            _writer.WritePropertyName(name);
        if (value is not null)
            WriteObject(value, fields);
        else if (!_omitsNulls)
            _writer.WriteNullValue();
        return value;
    }

    /// <summary>A list of objects; empty if the field is missing.</summary>
    public ImmutableArray<T> List<T>(string name, IEnumerable<T>? values, Func<JsonFields, T?, T> fields)
        where T : class
    {
        if (IsChange)
        {
            var change = this;
            return [.. values!.Select(value => fields(change, value))];
        }

        if (_writer is null)
            return [.. ElementsOf(name, "a list").Select(json => fields(Of(json), null))];
        _writer.WriteStartArray(name);
        foreach (var value in values!)
            WriteObject(value, fields);
        _writer.WriteEndArray();
        return [];
    }

    /// <summary>A list of texts; empty if the field is missing.</summary>
    public ImmutableArray<string> Texts(string name, IEnumerable<string>? values)
    {
        if (_change is not null)
            return [.. values!.Select(_change)];
        if (_writer is null)
            return [.. ElementsOf(name, "a list").Select(json => TextOf(name, json, "a list of texts"))];
        _writer.WriteStartArray(name);
        foreach (var value in values!)
            _writer.WriteStringValue(value);
        _writer.WriteEndArray();
        return [];
    }

    /// <summary>Writes an object with these fields.</summary>
    public void WriteObject<T>(T value, Func<JsonFields, T?, T> fields)
        where T : class
    {
        _writer!.WriteStartObject();
        fields(this, value);
        _writer.WriteEndObject();
    }

    private JsonElement? Find(string name) =>
        _json.ValueKind == JsonValueKind.Object && _json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null
            ? value
            : null;

    private IEnumerable<JsonElement> ElementsOf(string name, string expected) =>
        Find(name) is not { } list ? []
        : list.ValueKind == JsonValueKind.Array ? list.EnumerateArray()
        : throw Wrong(name, expected);

    private static string TextOf(string name, JsonElement json, string expected)
    {
        if (json.ValueKind != JsonValueKind.String)
            throw Wrong(name, expected);
        try
        {
            return json.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw Wrong(name, "a text in Unicode");
        }
    }

    private static InvalidDataException Wrong(string name, string expected) => new($"\"{name}\" is not {expected}");
}
