using System.Text.Json;
using Beacon.Plans.Units;

namespace Beacon.Records.Statistics;

/// <summary>
/// Reads JSON objects in the output of a program: one a line, or pretty-printed over several lines, starting in the first column.
/// </summary>
/// <remarks>
/// <para>
/// Numbers are statistics, and so are strings with a known unit (<c>"4.6 ms"</c>); booleans and other strings are not. The group is the
/// path of the enclosing objects, joined by dots. Only arrays of objects are read; an element is identified by its <c>name</c> or
/// <c>id</c>, else by its index from 0, <c>jobs[0]</c>. A unit may be a separate field: <c>scoreUnit</c> for <c>score</c>, <c>unit</c> for
/// <c>value</c>.
/// </para>
/// <para>Bare NaN and Infinity, as printed by Python and others, are accepted although they are not valid JSON.</para>
/// </remarks>
internal sealed class JsonLines(StatisticsTally tally, BlockMarker? marker) : StatisticsReport(tally, marker)
{
    private const int MaximumDepth = 64;
    private const int MaximumUnitLength = 200;
    private const string IdKey = "id";

    private static readonly JsonDocumentOptions Options = new()
    {
        MaxDepth = MaximumDepth,
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
    };

    private readonly JsonText _pending = new();

    public override string? Gap => _pending.IsOpen ? "its last JSON object is not closed" : null;

    public override bool IsWholeLine(string line) => line.AsSpan().TrimEnd().EndsWith("}");

    protected override void Begin(string line)
    {
        base.Begin(line);
        _pending.Clear();
    }

    protected override void ReadContent(string line)
    {
        if (_pending.Append(line) is { } text)
            ReadDocument(text);
    }

    private void ReadDocument(string text)
    {
        using var document = Parse(text) ?? Parse(BareWords.InQuotes(text));
        if (document?.RootElement is not { } root)
            return;
        try
        {
            Read(root);
        }
        catch (InvalidOperationException)
        {
            // It holds half of a character ("\ud800"), which System.Text.Json parses but can't return: what stands before counts.
        }
    }

    private void Read(JsonElement root)
    {
        if (root.ValueKind == JsonValueKind.Array)
            ReadElements("", "", root);
        else
            ReadObject("", root);
    }

    private void ReadObject(string group, JsonElement json)
    {
        var units = UnitsIn(json);
        foreach (var property in json.EnumerateObject())
        {
            switch (property.Value.ValueKind)
            {
                case JsonValueKind.Object:
                    ReadObject(Path(group, property.Name), property.Value);
                    break;
                case JsonValueKind.Array:
                    ReadElements(group, property.Name, property.Value);
                    break;
                case JsonValueKind.Number or JsonValueKind.String:
                    Add(group, property.Name, property.Value, units);
                    break;
            }
        }
    }

    // Arrays of numbers are samples or histograms and may be very long.
    private void ReadElements(string group, string name, JsonElement array)
    {
        var index = 0;
        foreach (var element in array.EnumerateArray())
        {
            var mark = NameOf(element) ?? $"{index}";
            if (element.ValueKind == JsonValueKind.Object)
                ReadObject(name.Length == 0 ? mark : Path(group, $"{name}[{mark}]"), element);
            index++;
        }
    }

    private void Add(string group, string name, JsonElement json, Dictionary<string, string> units)
    {
        if (name is "" or IdKey || !Tally.Takes(group, name) || !TryRead(json, out var value))
            return;
        if (value.Unit.Length == 0)
            value = value with { Unit = UnitBeside(name, units) };
        value = UnitOfName.Given(value, name);
        if (!LoggerFields.Include(name, value))
            Tally.Add(group, name, value);
    }

    private static bool TryRead(JsonElement json, out StatisticValue value)
    {
        value = default;
        if (json.ValueKind == JsonValueKind.Number)
        {
            value = new StatisticValue(json.GetDouble(), "", json.GetRawText());
            return true;
        }

        var text = json.GetString()!;
        return StatisticValue.TryParseNotFinite(text, out value)
            || (StatisticValue.TryParse(text, out value) && UnitScale.Of(value.Unit).Dimension != Dimension.Count);
    }

    /// <summary>The fields of an object that may be the unit of another one.</summary>
    private static Dictionary<string, string> UnitsIn(JsonElement json)
    {
        var units = new Dictionary<string, string>();
        foreach (var property in json.EnumerateObject())
            if (property.Value.ValueKind == JsonValueKind.String && property.Name.EndsWith("nit", StringComparison.Ordinal))
                units[property.Name] = property.Value.GetString()!;
        return units;
    }

    private static string UnitBeside(string name, Dictionary<string, string> units)
    {
        string[] fields = name == "value" ? [$"{name}Unit", $"{name}_unit", "unit"] : [$"{name}Unit", $"{name}_unit"];
        return fields.Select(units.GetValueOrDefault).OfType<string>().FirstOrDefault() is { Length: <= MaximumUnitLength } unit
            ? StatisticValue.InOneSpelling(unit)
            : "";
    }

    private static string? NameOf(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object)
            return null;
        foreach (var key in (string[])["name", IdKey])
        {
            if (!element.TryGetProperty(key, out var name))
                continue;
            if (name.ValueKind == JsonValueKind.String)
                return name.GetString();
            if (name.ValueKind == JsonValueKind.Number)
                return name.GetRawText();
        }

        return null;
    }

    private static string Path(string group, string name) => group.Length == 0 ? name : $"{group}.{name}";

    private static JsonDocument? Parse(string text)
    {
        try
        {
            return JsonDocument.Parse(text, Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
