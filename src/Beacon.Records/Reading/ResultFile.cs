using System.Text.Json;
using Beacon.Processes.Files;
using Beacon.Records.Events;
using Beacon.Records.Json;
using Beacon.Records.Layout;

namespace Beacon.Records.Reading;

/// <summary><c>run.json</c> of a record folder.</summary>
internal static class ResultFile
{
    public static void Write(RecordFolder record, RunResult result) =>
        record.Replace(
            RecordLayout.ResultFile,
            file =>
            {
                using var json = new Utf8JsonWriter(file, JsonValues.Indented);
                RunResultJson.Write(json, result);
            }
        );

    /// <summary>Reads the file; null: there is none.</summary>
    /// <exception cref="InvalidDataException">The file is damaged, not the result of a run, or not a regular file.</exception>
    /// <exception cref="NewerRecordException">The file has a later schema.</exception>
    public static RunResult? TryRead(RecordFolder record)
    {
        try
        {
            using var document = Parse(record);
            return RunResultJson.Read(document.RootElement, record.Path);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
        catch (Exception exception)
            when (exception is JsonException or IOException or InvalidOperationException or FormatException or ArgumentException)
        {
            throw new InvalidDataException(exception.Message, exception);
        }
    }

    /// <summary>Whether the file belongs to a run, even if it is damaged: other programs may have files of this name, too.</summary>
    public static bool IsOfRun(RecordFolder record)
    {
        try
        {
            using var document = Parse(record);
            var json = JsonFields.Of(document.RootElement);
            return json.Has("id") && json.Has("outcome");
        }
        catch (Exception exception)
            when (exception is JsonException or InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            return RecordLayout.PlanNameIn(record.Path) is not null;
        }
    }

    private static JsonDocument Parse(RecordFolder record)
    {
        using var file = record.OpenRead(RecordLayout.ResultFile);
        return JsonDocument.Parse(file);
    }
}
