using System.Text.Encodings.Web;
using System.Text.Json;
using Beacon.Records.Events;
using Beacon.Records.Json;
using Beacon.Records.Layout;

namespace Beacon.Records.Comparing;

/// <summary>
/// Several runs in one file, for later comparisons or for another machine: <c>{ "baseline": 1, "runs": [ … ] }</c>. Each run is as in its
/// <c>run.json</c>, without the output of the components.
/// </summary>
public static class BaselineFile
{
    private const string Mark = "baseline";
    private const int Schema = 1;
    private static readonly JsonWriterOptions Options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes a baseline atomically.</summary>
    /// <param name="path">The file.</param>
    /// <param name="runs">The runs.</param>
    /// <exception cref="IOException">The file can't be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public static void Write(string path, IEnumerable<RunResult> runs)
    {
        var unfinished = path + ".tmp";
        using (var file = File.Create(unfinished))
        using (var json = new Utf8JsonWriter(file, Options))
        {
            json.WriteStartObject();
            json.WriteNumber(Mark, Schema);
            json.WriteStartArray("runs");
            foreach (var run in runs)
                RunResultJson.Write(
                    json,
                    run with
                    {
                        Components = [.. run.Components.Select(component => component with { LastLines = [], Logs = [] })],
                    }
                );
            json.WriteEndArray();
            json.WriteEndObject();
        }

        File.Move(unfinished, path, overwrite: true);
    }

    /// <summary>Reads a baseline.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ComparisonException">The file can't be read, or is not a baseline.</exception>
    public static NamedRuns Read(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            if (document.RootElement.NumberOrNull(Mark) is not { } schema)
                throw new ComparisonException($"{path} is not a baseline", ComparisonFault.NotABaseline);
            if (schema > Schema)
                throw new ComparisonException(
                    $"{path} was made by a later version of Beacon.Actors; this one reads baselines up to schema {Schema}"
                );
            return new NamedRuns(
                Path.GetFileName(path),
                document.RootElement.List("runs", run => ComparedRun.Of(RunResultJson.Read(run, path)))
            );
        }
        catch (Exception exception)
            when (exception is JsonException or InvalidDataException or IOException or UnauthorizedAccessException or NewerRecordException)
        {
            throw new ComparisonException($"{path} can't be read as a baseline: {exception.Message}");
        }
    }
}
