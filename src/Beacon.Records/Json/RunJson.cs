using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Beacon.Processes.Linux.Native;
using Beacon.Records.Events;
using static Beacon.Records.Json.RunEventJson;

namespace Beacon.Records.Json;

/// <summary><c>run.json</c>: what a run came to. Written whole or not at all.</summary>
internal static class RunJson
{
    /// <summary>The name of the file.</summary>
    /// <summary>The schema that is written: raised when a reader of the one before would misunderstand.</summary>
    public const int Schema = 1;

    private static readonly JsonWriterOptions Options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A result as the text of <c>run.json</c>, indented.</summary>
    /// <param name="result">The result.</param>
    public static string Format(RunResult result)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
            Write(json, result);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Writes the file whole, or not at all: beside its place, to the disk, then into its place.</summary>
    internal static async Task WriteAsync(string path, RunResult result)
    {
        var unfinished = path + ".tmp";
        try
        {
            await using (var file = File.Create(unfinished))
            {
                await using (var json = new Utf8JsonWriter(file, Options))
                    Write(json, result);
                file.Flush(flushToDisk: true);
            }

            File.Move(unfinished, path, overwrite: true);
            if (OperatingSystem.IsLinux())
                FileDescriptor.SyncFolder(Path.GetDirectoryName(path)!);
        }
        catch
        {
            File.Delete(unfinished);
            throw;
        }
    }

    internal static void Write(Utf8JsonWriter json, RunResult result)
    {
        json.WriteStartObject();
        json.WriteNumber("schema", Schema);
        json.WriteString("id", result.Id);
        json.WriteString("name", result.Name);
        json.WriteString("outcome", NameOf(result.Outcome));
        json.WriteNumber("exitCode", result.ExitCode);
        json.WritePropertyName("cause");
        if (result.Cause is { } cause)
            WriteProblem(json, cause);
        else
            json.WriteNullValue();
        if (result.FirstCause is { } first)
            FirstCauseJson.Write(json, first);
        json.WriteString("startedAt", Instant(result.StartedAt));
        WriteMilliseconds(json, "operationalAfterMs", result.OperationalAfter);
        json.WriteString("endedAt", Instant(result.EndedAt));
        WriteMilliseconds(json, "elapsedMs", result.Elapsed);
        WriteArray(json, "components", result.Components, WriteComponent);
        WriteArray(json, "statistics", result.Statistics, WriteStatistic);
        WriteArray(json, "problems", result.Problems, WriteProblem);
        WriteArray(json, "notComparable", result.NotComparable, (writer, reason) => writer.WriteStringValue(reason));
        if (result.Environment is { } environment)
            EnvironmentJson.Write(json, environment);
        else
            json.WriteNull("environment");
        json.WriteEndObject();
    }

    private static void WriteComponent(Utf8JsonWriter json, ComponentResult component)
    {
        json.WriteStartObject();
        json.WriteString("name", component.Name);
        json.WriteString("title", component.Title);
        WriteNumber(json, "pid", component.Pid);
        WriteMilliseconds(json, "readyAfterMs", component.ReadyAfter);
        WriteNumber(json, "exitCode", component.Exit?.Code);
        json.WriteString("signal", component.Exit?.Signal?.ToString());
        if (component.Exit is { Inferred: true })
            json.WriteBoolean("inferred", true);
        if (component.Exit is { CoreDumped: true })
            json.WriteBoolean("coreDumped", true);
        if (component.Exit is { OutOfMemory: true })
            json.WriteBoolean("outOfMemory", true);
        json.WriteNumber("restarts", component.Restarts);
        json.WriteBoolean("killed", component.Killed);
        WriteNumber(json, "cpuSeconds", component.CpuTime?.TotalSeconds);
        WriteNumber(json, "maxRssBytes", component.MaxRssBytes);
        WriteNumber(json, "maxThreads", component.MaxThreads);
        WriteNumber(json, "voluntarySwitches", component.Usage?.VoluntarySwitches);
        WriteNumber(json, "involuntarySwitches", component.Usage?.InvoluntarySwitches);
        WriteNumber(json, "minorFaults", component.Usage?.MinorFaults);
        WriteNumber(json, "majorFaults", component.Usage?.MajorFaults);
        WriteNumber(json, "readBytes", component.Usage?.ReadBytes);
        WriteNumber(json, "writtenBytes", component.Usage?.WrittenBytes);
        WriteArray(json, "logs", component.Logs, (writer, log) => writer.WriteStringValue(log));
        WriteArray(json, "lastLines", component.LastLines, (writer, line) => writer.WriteStringValue(line));
        json.WriteEndObject();
    }

    private static void WriteStatistic(Utf8JsonWriter json, Statistics.Statistic statistic)
    {
        json.WriteStartObject();
        json.WriteString("component", statistic.Component);
        json.WriteString("group", statistic.Group);
        json.WriteString("name", statistic.Name);
        WriteNumber(json, "value", double.IsFinite(statistic.Value) ? statistic.Value : null);
        json.WriteString("unit", statistic.Unit);
        json.WriteString("text", statistic.Text);
        if (statistic.IsPartial)
            json.WriteBoolean("partial", true);
        json.WriteEndObject();
    }

    private static void WriteProblem(Utf8JsonWriter json, Problem problem)
    {
        json.WriteStartObject();
        json.WriteString("component", problem.Component);
        json.WriteString("kind", NameOf(problem.Kind));
        json.WriteString("message", problem.Message);
        json.WriteEndObject();
    }

    private static void WriteArray<T>(Utf8JsonWriter json, string name, IEnumerable<T> items, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
            write(json, item);
        json.WriteEndArray();
    }

    private static void WriteMilliseconds(Utf8JsonWriter json, string name, TimeSpan? span) =>
        WriteNumber(json, name, span is null ? null : Milliseconds(span.Value));

    private static void WriteNumber(Utf8JsonWriter json, string name, double? value)
    {
        if (value is null)
            json.WriteNull(name);
        else
            json.WriteNumber(name, value.Value);
    }
}
