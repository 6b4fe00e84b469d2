using Beacon.Processes.Files;
using Beacon.Records.Layout;

namespace Beacon.Records.Reading;

/// <summary>Reads records. Only regular files inside the record folder are read; links and FIFOs are not.</summary>
internal static class RecordReader
{
    /// <summary>
    /// Whether a folder is a record: it has a <c>run.json</c> of a run, or a name of the form of a record and a plan or events.
    /// </summary>
    /// <param name="folder">The path of the folder.</param>
    /// <exception cref="IOException">Its <c>run.json</c> can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">Its <c>run.json</c> may not be read.</exception>
    public static bool IsRecord(string folder)
    {
        using var record = TryOpen(folder);
        return record is not null && IsRecord(record);
    }

    /// <summary>Reads a record, complete or not.</summary>
    /// <param name="folder">The path of the record folder.</param>
    /// <exception cref="InvalidDataException">The folder is not a record.</exception>
    /// <exception cref="NewerRecordException">The record has a later schema than this version knows.</exception>
    /// <exception cref="IOException">The record can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The record may not be read.</exception>
    public static RunRecord Read(string folder)
    {
        folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        using var record = TryOpen(folder);
        if (record is null || !IsRecord(record))
            throw new InvalidDataException($"{folder} is not a run record: it has neither run.json nor events.ndjson of a run");
        try
        {
            return ResultFile.TryRead(record) is { } result
                ? new RunRecord
                {
                    Folder = folder,
                    State = RecordState.Complete,
                    Result = result,
                }
                : ReadIncomplete(record, damage: null);
        }
        catch (InvalidDataException exception)
        {
            return ReadIncomplete(record, exception.Message);
        }
    }

    private static bool IsRecord(RecordFolder record) =>
        RecordLayout.PlanNameIn(record.Path) is not null && (record.Exists(RecordLayout.PlanFile) || record.Exists(RecordLayout.EventsFile))
        || (record.Exists(RecordLayout.ResultFile) && ResultFile.IsOfRun(record));

    private static RunRecord ReadIncomplete(RecordFolder record, string? damage)
    {
        var folder = record.Path;
        var events = EventsFile.Read(folder).ToList();
        var isRunning = damage is null && RunningMarks.IsRunning(Path.GetDirectoryName(folder)!, Path.GetFileName(folder));
        return new RunRecord
        {
            Folder = folder,
            State = isRunning ? RecordState.Running : RecordState.CutShort,
            Result = PartialResult.ResultOf(record, events, damage),
        };
    }

    private static RecordFolder? TryOpen(string folder)
    {
        try
        {
            return RecordFolder.Open(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
