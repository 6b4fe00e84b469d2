using System.Globalization;
using System.Text.Json.Nodes;
using Beacon.Plans.Text;

namespace Beacon.Plans.Schema;

/// <summary>
/// JSON schemas of the kinds of values that plans have. HOCON takes a number for a text and the reverse, and null for the default.
/// </summary>
internal static class ValueSchema
{
    private const string DurationPattern =
        "^ *[0-9]*\\.?[0-9]+ *(ns|nanos?|nanoseconds?|us|µs|μs|micros?|microseconds?|ms|millis?|milliseconds?"
        + "|s|seconds?|m|minutes?|h|hours?|d|days?) *$";

    private const string SizePattern = "^ *[0-9]*\\.?[0-9]+ *(B|kB|KiB|MB|MiB|GB|GiB) *$";

    public static JsonObject Scalar() => new() { ["type"] = new JsonArray("string", "number", "boolean", "null") };

    public static JsonObject Pattern(string pattern) => new() { ["type"] = new JsonArray("string", "null"), ["pattern"] = pattern };

    public static JsonObject Name() => Pattern("^[A-Za-z0-9][A-Za-z0-9_-]{0,199}$");

    public static JsonObject Duration() => Pattern(DurationPattern);

    public static JsonObject DurationOrInfinite() => AnyOf(Pattern(DurationPattern), Words("infinite"));

    public static JsonObject Size() => Pattern(SizePattern);

    public static JsonObject SizeOrOff() => AnyOf(Pattern(SizePattern), Words("off"));

    public static JsonObject Switch() => new() { ["enum"] = new JsonArray(true, false, "on", "off", "true", "false", "yes", "no", null) };

    public static JsonObject Words(params string[] words) =>
        new() { ["enum"] = new JsonArray([.. words.Select(word => (JsonNode)word!), null]) };

    public static JsonObject Members<T>()
        where T : struct, Enum => Words([.. EnumText.All<T>()]);

    public static JsonObject Signal() => AnyOf(Pattern("^([Ss][Ii][Gg])?[A-Za-z0-9]+$"), Integer(1, 31));

    public static JsonObject Integer(int least, int most) =>
        AnyOf(
            new JsonObject
            {
                ["type"] = "integer",
                ["minimum"] = least,
                ["maximum"] = most,
            },
            Pattern("^[+-]?[0-9]+$")
        );

    public static JsonObject Number(double least, double most) =>
        AnyOf(
            new JsonObject
            {
                ["type"] = "number",
                ["minimum"] = least,
                ["maximum"] = most,
            },
            Pattern("^[+-]?[0-9]*\\.?[0-9]+([eE][+-]?[0-9]+)?$")
        );

    public static JsonObject List(JsonObject item) => new() { ["type"] = new JsonArray("array", "null"), ["items"] = item };

    public static JsonObject OneOrList(JsonObject item) => AnyOf((JsonObject)item.DeepClone(), List(item));

    public static JsonObject Map(JsonObject value) =>
        new() { ["type"] = new JsonArray("object", "null"), ["additionalProperties"] = value };

    /// <summary>An object with these keys and no others.</summary>
    public static JsonObject Keys(params (string Key, JsonObject Value)[] keys) =>
        new()
        {
            ["type"] = new JsonArray("object", "null"),
            ["properties"] = new JsonObject([.. keys.Select(key => KeyValuePair.Create(key.Key, (JsonNode?)key.Value))]),
            ["additionalProperties"] = false,
        };

    public static JsonObject AnyOf(params JsonObject[] schemas) => new() { ["anyOf"] = new JsonArray([.. schemas]) };

    /// <summary>The default as JSON: a number or a switch where the text is one.</summary>
    public static JsonNode Default(string text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : text;
}
