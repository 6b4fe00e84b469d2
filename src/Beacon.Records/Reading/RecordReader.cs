using Beacon.Plans.Text;
using Beacon.Processes.Files;
using Beacon.Records.Layout;

namespace Beacon.Records.Reading;

/// <summary>Recognizes and reads records.</summary>
internal static class RecordReader
{
    /// <summary>
    /// Whether a folder is a record: it has a <c>run.json</c> of a run, or a name of the form of a record and a plan or events.
    /// </summary>
    public static bool IsRecord(string folder)
    {
        using var record = TryOpen(folder);
        return record is not null && IsRecord(record);
    }

    /// <inheritdoc cref="RunRecord.Read"/>
    public static RunRecord Read(string folder)
    {
        try
        {
            return ReadUnguarded(folder);
        }
        catch (Exception exception) when (IsOfContent(exception))
        {
            throw new InvalidDataException(
                $"{Path.GetFileName(Path.TrimEndingDirectorySeparator(folder))} is damaged: {ExceptionText.Of(exception)}",
                exception
            );
        }
    }

    private static RunRecord ReadUnguarded(string folder)
    {
        folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        using var record = TryOpen(folder);
        if (record is null || !IsRecord(record))
            throw new InvalidDataException($"{folder} is not a run record: it has neither run.json nor events.ndjson of a run");

        var (state, damage) = (RecordState.Complete, (string?)null);
        var result = default(Events.RunResult);
        try
        {
            result = ResultFile.TryRead(record);
        }
        catch (InvalidDataException exception)
        {
            damage = ExceptionText.Of(exception);
        }

        if (result is null)
        {
            var isRunning = damage is null && RunningMarks.IsRunning(Path.GetDirectoryName(folder)!, Path.GetFileName(folder));
            state = isRunning ? RecordState.Running : RecordState.CutShort;
            result = PartialResult.ResultOf(record, [.. RunRecord.EventsOf(record)], damage);
        }

        return new RunRecord
        {
            Folder = folder,
            State = state,
            Result = result,
        };
    }

    /// <summary>
    /// Reads a record; null: it can't be read, and the note says why. Every loop over records reads them by this: none may break it.
    /// </summary>
    public static RunRecord? TryRead(string folder, out string? note)
    {
        note = null;
        try
        {
            return Read(folder);
        }
        catch (Exception exception)
            when (exception is InvalidDataException or NewerRecordException or IOException or UnauthorizedAccessException)
        {
            note = ExceptionText.Of(exception);
            return null;
        }
    }

    /// <summary>Opens the folder of a record; null: it does not exist or may not be read.</summary>
    public static RecordFolder? TryOpen(string folder)
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

    // What a record contains is from outside: an exception that nobody thought of means that it is damaged, too.
    private static bool IsOfContent(Exception exception) =>
        exception
            is not (InvalidDataException or NewerRecordException or IOException or UnauthorizedAccessException or OutOfMemoryException);

    private static bool IsRecord(RecordFolder record) =>
        RecordLayout.PlanNameIn(record.Path) is not null && (record.Exists(RecordLayout.PlanFile) || record.Exists(RecordLayout.EventsFile))
        || (record.Exists(RecordLayout.ResultFile) && ResultFile.IsOfRun(record));
}
