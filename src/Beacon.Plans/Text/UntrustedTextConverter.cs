using System.Text.Json;
using System.Text.Json.Serialization;

namespace Beacon.Plans.Text;

/// <summary>Writes an <see cref="UntrustedText"/> as a JSON string that holds <see cref="UntrustedText.Raw"/>, and reads it back.</summary>
public sealed class UntrustedTextConverter : JsonConverter<UntrustedText>
{
    /// <inheritdoc />
    public override UntrustedText Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new(reader.GetString() ?? "");

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, UntrustedText value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Raw);
}
