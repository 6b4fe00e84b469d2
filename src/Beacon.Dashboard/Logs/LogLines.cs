using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Beacon.Plans;
using Beacon.Records.Logs;
using Beacon.Reports.Pages;

namespace Beacon.Dashboard.Logs;

/// <summary>Writes lines of logs as JSON.</summary>
internal static class LogLines
{
    // Of a longer line a page shows so much: all of it is in the download.
    private const int MostShown = 4000;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A line for a script: its text is as it was printed.</summary>
    public static void WriteRaw(Utf8JsonWriter json, RecordedLine line)
    {
        json.WriteStartObject();
        WriteFacts(json, line);
        json.WriteString("text", line.Text.Raw);
        json.WriteEndObject();
    }

    /// <summary>A line for the page: its text is safe to be shown, its styles are apart.</summary>
    public static void WriteStyled(Utf8JsonWriter json, RecordedLine line)
    {
        json.WriteStartObject();
        WriteFacts(json, line);
        var raw = line.Text.Raw;
        var runs = StyledText.Of(raw.Length <= MostShown ? raw : raw[..MostShown]);
        json.WriteString("text", string.Concat(runs.Select(run => run.Text)));
        if (raw.Length > MostShown)
            json.WriteNumber("more", raw.Length - MostShown);
        if (runs.Any(run => run.Style != default))
        {
            json.WriteStartArray("runs");
            foreach (var run in runs)
                WriteRun(json, run);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    /// <summary>JSON as text of one line.</summary>
    public static string Format(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = Writer(buffer))
            write(json);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public static Utf8JsonWriter Writer(IBufferWriter<byte> output) => new(output, Options);

    private static void WriteFacts(Utf8JsonWriter json, RecordedLine line)
    {
        json.WriteNumber("elapsedMs", Math.Round((decimal)line.Elapsed.TotalMilliseconds, 3));
        json.WriteString("component", line.Component);
        json.WriteString("stream", line.Stream == OutputStream.Stdout ? "out" : "err");
        json.WriteNumber("begin", line.Begin);
        json.WriteNumber("end", line.End);
        if (!line.IsTimeKnown)
            json.WriteBoolean("timeKnown", false);
    }

    // [length, classes, colour of the text, colour behind it]
    private static void WriteRun(Utf8JsonWriter json, StyledRun run)
    {
        json.WriteStartArray();
        json.WriteNumberValue(run.Text.Length);
        json.WriteStringValue(string.Join(' ', ClassesOf(run.Style)));
        WriteColor(json, run.Style.Foreground);
        WriteColor(json, run.Style.Background);
        json.WriteEndArray();
    }

    private static IEnumerable<string> ClassesOf(TextStyle style)
    {
        foreach (var attribute in Enum.GetValues<TextAttributes>().Where(each => each != 0 && style.Attributes.HasFlag(each)))
            yield return attribute.ToString().ToLowerInvariant();
        if (style.Foreground is { } foreground)
            yield return foreground.Palette is { } number ? $"f{number}" : "frgb";
        if (style.Background is { } background)
            yield return background.Palette is { } number ? $"b{number}" : "brgb";
    }

    private static void WriteColor(Utf8JsonWriter json, TextColor? color)
    {
        if (color is { Palette: null, Rgb: var rgb })
            json.WriteStringValue($"#{rgb:x6}");
        else
            json.WriteNullValue();
    }
}
