using Beacon.Records.Layout;

namespace Beacon.Records.Reading;

/// <summary>Reads records back.</summary>
internal static class RecordReader
{
    /// <summary>
    /// Whether a folder is a record: it has a <c>run.json</c> of ours, or the name that a record is given and the plan or the events of one.
    /// </summary>
    /// <param name="folder">The path of the folder.</param>
    public static bool IsRecord(string folder) =>
        RecordLayout.PlanNameIn(folder) is not null && (Has(folder, RecordLayout.PlanFile) || Has(folder, RecordLayout.EventsFile))
        || (Has(folder, RecordLayout.ResultFile) && ResultFile.IsOfRun(folder));

    /// <summary>Reads a record, complete or not.</summary>
    /// <param name="folder">The path of the record folder.</param>
    /// <exception cref="InvalidDataException">The folder is no record.</exception>
    /// <exception cref="NewerRecordException">The record has a later schema than this version knows.</exception>
    /// <exception cref="IOException">The record can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The record may not be read.</exception>
    public static RunRecord Read(string folder)
    {
        folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        if (!IsRecord(folder))
            throw new InvalidDataException($"{folder} is no run record: it has neither run.json nor events.ndjson of one");
        if (!Has(folder, RecordLayout.ResultFile))
            return ReadIncomplete(folder, damage: null);

        try
        {
            return new RunRecord
            {
                Folder = folder,
                State = RecordState.Complete,
                Result = ResultFile.Read(folder),
            };
        }
        catch (InvalidDataException exception)
        {
            return ReadIncomplete(folder, exception.Message);
        }
    }

    private static RunRecord ReadIncomplete(string folder, string? damage)
    {
        var events = EventsFile.Read(folder).ToList();
        var isRunning = damage is null && RunningMarks.IsRunning(Path.GetDirectoryName(folder)!, Path.GetFileName(folder));
        return new RunRecord
        {
            Folder = folder,
            State = isRunning ? RecordState.Running : RecordState.CutShort,
            Result = PartialResult.ResultOf(folder, events, damage),
        };
    }

    private static bool Has(string folder, string file) => File.Exists(Path.Combine(folder, file));
}
