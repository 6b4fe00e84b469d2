using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Beacon.Actors.Control.Protocol;

/// <summary>The JSON of calls and answers: one line each. Unknown fields are ignored, so that later versions may add some.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.Strict
)]
[JsonSerializable(typeof(ControlCall))]
[JsonSerializable(typeof(ControlReply))]
[JsonSerializable(typeof(HelloReply))]
[JsonSerializable(typeof(StateReply))]
internal sealed partial class ControlJson : JsonSerializerContext
{
    /// <summary>A call or an answer as a line, with its line end.</summary>
    public static byte[] LineOf<T>(T value)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(value, (JsonTypeInfo<T>)Lines.Context.GetTypeInfo(typeof(T))!);
        return [.. json, (byte)'\n'];
    }

    /// <summary>Reads a line.</summary>
    /// <exception cref="JsonException">It is something else.</exception>
    public static T Read<T>(ReadOnlySpan<byte> line) =>
        JsonSerializer.Deserialize(line, (JsonTypeInfo<T>)Lines.Context.GetTypeInfo(typeof(T))!)
        ?? throw new JsonException("null is no object");

    // As in the record: only quotes, backslashes and control characters are escaped.
    private static class Lines
    {
        public static readonly ControlJson Context = new(
            new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }
        );
    }
}
