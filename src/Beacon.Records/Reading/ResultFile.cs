using System.Text.Json;
using Beacon.Processes.Files;
using Beacon.Records.Events;
using Beacon.Records.Json;
using Beacon.Records.Layout;

namespace Beacon.Records.Reading;

/// <summary><c>run.json</c> of a record folder.</summary>
internal static class ResultFile
{
    /// <summary>Writes the file atomically.</summary>
    /// <param name="record">The record folder.</param>
    /// <param name="result">The result.</param>
    /// <exception cref="IOException">The file can't be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
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
    /// <param name="record">The record folder.</param>
    /// <exception cref="InvalidDataException">
    /// The file is damaged, is not the result of a run, or is not a regular file; the message says which.
    /// </exception>
    /// <exception cref="NewerRecordException">The file has a later schema.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
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
        catch (Exception exception) when (exception is JsonException or IOException)
        {
            throw new InvalidDataException(exception.Message, exception);
        }
    }

    /// <summary>Whether the file belongs to a run, even if it is damaged.</summary>
    /// <param name="record">The record folder.</param>
    public static bool IsOfRun(RecordFolder record)
    {
        try
        {
            using var document = Parse(record);
            return RunResultJson.IsRun(document.RootElement);
        }
        catch (JsonException)
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
