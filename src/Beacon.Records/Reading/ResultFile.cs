using System.Text.Json;
using Beacon.Processes.Linux.Native;
using Beacon.Records.Events;
using Beacon.Records.Json;
using Beacon.Records.Layout;

namespace Beacon.Records.Reading;

/// <summary><c>run.json</c> of a record folder.</summary>
internal static class ResultFile
{
    /// <summary>Writes the file completely, or not at all: under another name, to the disk, then renamed.</summary>
    public static async Task WriteAsync(string folder, RunResult result)
    {
        var path = Path.Combine(folder, RecordLayout.ResultFile);
        var unfinished = path + ".tmp";
        try
        {
            await using (var file = File.Create(unfinished))
            {
                await using (var json = new Utf8JsonWriter(file, JsonValues.Indented))
                    RunResultJson.Write(json, result);
                file.Flush(flushToDisk: true);
            }

            File.Move(unfinished, path, overwrite: true);
            if (OperatingSystem.IsLinux())
                FileDescriptor.SyncFolder(folder);
        }
        catch
        {
            File.Delete(unfinished);
            throw;
        }
    }

    /// <summary>Reads the file.</summary>
    /// <exception cref="InvalidDataException">The file is damaged, or something else; the message says where.</exception>
    /// <exception cref="NewerRecordException">The file has a later schema.</exception>
    public static RunResult Read(string folder)
    {
        try
        {
            using var document = Parse(folder);
            return RunResultJson.Read(document.RootElement, folder);
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException(exception.Message, exception);
        }
    }

    /// <summary>Whether the file is that of a run, or was meant to be.</summary>
    public static bool IsOfRun(string folder)
    {
        try
        {
            using var document = Parse(folder);
            return RunResultJson.IsRun(document.RootElement);
        }
        catch (JsonException)
        {
            return RecordLayout.PlanNameIn(folder) is not null;
        }
    }

    private static JsonDocument Parse(string folder) =>
        JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, RecordLayout.ResultFile)));
}
