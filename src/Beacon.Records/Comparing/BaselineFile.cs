using System.Text.Json;
using Beacon.Plans.Text;
using Beacon.Processes.Files;
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

    /// <summary>Writes a baseline atomically.</summary>
    /// <param name="path">The file.</param>
    /// <param name="runs">The runs.</param>
    /// <exception cref="IOException">The file can't be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public static void Write(string path, IEnumerable<RunResult> runs)
    {
        using var folder = FolderOf(path);
        folder.Replace(
            Path.GetFileName(path),
            file =>
            {
                using var json = new Utf8JsonWriter(file, JsonValues.Indented);
                JsonFields.Of(json).WriteObject(runs.Select(WithoutOutput).ToList(), (fields, written) => Fields(fields, written!, path));
            }
        );
    }

    /// <summary>Reads a baseline. A link to a baseline is followed; only a regular file is read.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ComparisonException">The file can't be read, or is not a baseline.</exception>
    public static NamedRuns Read(string path)
    {
        try
        {
            var target = File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
            using var folder = FolderOf(target);
            using var file = folder.OpenRead(Path.GetFileName(target));
            using var document = JsonDocument.Parse(file);
            return new NamedRuns(Path.GetFileName(path), Fields(JsonFields.Of(document.RootElement), null, path));
        }
        catch (Exception exception)
            when (exception is JsonException or InvalidDataException or IOException or UnauthorizedAccessException or NewerRecordException)
        {
            throw new ComparisonException($"{path} can't be read as a baseline: {ExceptionText.Of(exception)}");
        }
    }

    private static List<RunResult> Fields(JsonFields json, List<RunResult>? runs, string path)
    {
        if (json.WholeOrNull(Mark, Schema) is not { } schema)
            throw new ComparisonException($"{path} is not a baseline", ComparisonFault.NotABaseline);
        if (schema > Schema)
            throw new ComparisonException(
                $"{path} was made by a later version of Beacon.Actors; this one reads baselines up to schema {Schema}"
            );
        return [.. json.List<RunResult>("runs", runs, (fields, run) => RunResultJson.Fields(fields, run, run?.Record ?? path))];
    }

    private static RunResult WithoutOutput(RunResult run) =>
        run with
        {
            Components = [.. run.Components.Select(component => component with { LastLines = [], Logs = [] })],
        };

    private static RecordFolder FolderOf(string path) => RecordFolder.Open(Path.GetDirectoryName(Path.GetFullPath(path))!);
}
