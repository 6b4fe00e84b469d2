using System.Buffers;
using System.Text;
using System.Text.Json;
using Beacon.Records.Events;

namespace Beacon.Records.Json;

/// <summary>
/// Writes and reads events as JSON, one object a line: <c>{"event": NAME, "at": ISO 8601, "elapsedMs": n, "component": NAME?, …}</c>. This
/// is the format of <c>events.ndjson</c> and of <c>beacon --json</c>.
/// </summary>
public static class RunEventJson
{
    /// <summary>Writes an event as one line without a line ending; null for an event without a JSON form (a sample).</summary>
    /// <param name="happened">The event.</param>
    public static string? Write(RunEvent happened)
    {
        if (EventForms.Of(happened) is not { } form)
            return null;

        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer, JsonValues.OneLine))
        {
            json.WriteStartObject();
            json.WriteString("event", form.Name);
            form.Fields(JsonFields.Of(json).WithoutNulls, happened);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Reads one line; false: it is damaged.</summary>
    /// <param name="line">The line.</param>
    /// <param name="happened">The event; null: this version does not know it.</param>
    public static bool TryRead(string line, out RunEvent? happened)
    {
        happened = null;
        try
        {
            using var document = JsonDocument.Parse(line);
            var json = JsonFields.Of(document.RootElement);
            happened = EventForms.Of(json.Text("event"))?.Fields(json, null);
            return true;
        }
        catch (Exception exception) when (exception is JsonException or InvalidDataException)
        {
            return false;
        }
    }
}
