using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Beacon.Plans.Hocon;
using Beacon.Plans.Reading;

namespace Beacon.Plans.Schema;

/// <summary>
/// The JSON schema (draft 2020-12) of plans that are written in JSON, or in the part of HOCON that is JSON: for editors, which complete and
/// check a plan by it. Made from <c>reference.conf</c>: its keys, their comments and their defaults.
/// </summary>
public static class PlanSchema
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The schema.</summary>
    public static string Write() => Root().ToJsonString(Indented);

    private static JsonObject Root()
    {
        var comments = new KeyComments(PlanKeys.ReferenceText);
        var beacon = Object(PlanKeys.Reference, "", comments);
        beacon["properties"]!["components"] = new JsonObject
        {
            ["description"] = comments.Of(PlanKeys.Reference["components"]!.Origin.Line),
            ["type"] = new JsonArray("object", "null"),
            ["propertyNames"] = ValueSchema.Name(),
            ["additionalProperties"] = new JsonObject { ["$ref"] = "#/$defs/component" },
        };
        beacon["properties"]!["component-defaults"] = new JsonObject { ["$ref"] = "#/$defs/component" };
        return new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = "A plan of Beacon",
            ["type"] = "object",
            ["properties"] = new JsonObject
            {
                ["beacon"] = beacon,
                ["akka"] = new JsonObject
                {
                    ["type"] = "object",
                    ["description"] = "Settings of Akka.NET, for the actor system of the run.",
                },
            },
            ["$defs"] = new JsonObject { ["component"] = Object(PlanKeys.ComponentReference, "component", comments) },
        };
    }

    private static JsonObject Object(ConfigObject reference, string path, KeyComments comments)
    {
        var properties = new JsonObject();
        foreach (var (key, value) in reference.Fields)
            if (!(path.Length == 0 && key is "component-defaults" or "components"))
                properties[key] = Of(value, path.Length == 0 ? key : $"{path}.{key}", comments);
        return new JsonObject
        {
            ["type"] = new JsonArray("object", "null"),
            ["properties"] = properties,
            ["additionalProperties"] = false,
        };
    }

    private static JsonObject Of(ConfigNode value, string path, KeyComments comments)
    {
        var schema = value is ConfigObject { Fields.IsEmpty: false } group ? Object(group, path, comments) : KeySchemas.Of(path) ?? [];
        if (comments.Of(value.Origin.Line) is { Length: > 0 } comment)
            schema.Insert(0, "description", comment);
        if (value is ConfigText { Text: { Length: > 0 } text })
            schema["default"] = ValueSchema.Default(text);
        return schema;
    }
}
