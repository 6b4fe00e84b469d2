using Beacon.Processes.Files;
using Beacon.Records.Layout;
using Beacon.Records.Reading;

namespace Beacon.Records.History;

/// <summary>Chooses old records of a results folder and deletes them.</summary>
public static class RecordPruning
{
    // A folder with this prefix is never a record, so a partially deleted one is not listed.
    private const string DeletedPrefix = ".deleted-";

    /// <summary>
    /// The records that are neither among the latest nor recent enough, the earliest first. Never a running run, a record of a later
    /// version, or a folder that is not a record.
    /// </summary>
    /// <param name="results">The results folder.</param>
    /// <param name="keep">The number of the latest records that are kept whatever their age, from 0.</param>
    /// <param name="startedBefore">Only runs that started earlier are chosen; null: of any age.</param>
    /// <exception cref="IOException">The folder can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be read.</exception>
    public static IReadOnlyList<RunSummary> Choose(string results, int keep, DateTimeOffset? startedBefore) =>
        [
            .. RunListing
                .Read(results)
                .Runs.Skip(keep)
                .Where(run => startedBefore is null || run.StartedAt < startedBefore)
                .Where(run => run.State != RecordState.Running && !RunningMarks.IsRunning(results, run.Id))
                .Reverse(),
        ];

    /// <summary>The total size of the files of a record, in bytes.</summary>
    /// <param name="folder">The record folder.</param>
    /// <exception cref="IOException">The record can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The record may not be read.</exception>
    public static long BytesOf(string folder) =>
        new DirectoryInfo(folder)
            .EnumerateFiles("*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint })
            .Sum(file => file.Length);

    /// <summary>Removes deleted records from the history, if there is one. A list skips them in any case.</summary>
    /// <param name="results">The results folder.</param>
    /// <param name="ids">The names of their folders.</param>
    /// <exception cref="HistoryException">The history can't be written.</exception>
    public static void Forget(string results, IEnumerable<string> ids)
    {
        using var folder = RecordFolder.OpenGuarded(results);
        if (folder.IsOfAnotherUser || !folder.Exists(RecordLayout.HistoryFile))
            return;
        using var history = RunHistory.Open(folder);
        history.Remove(ids);
    }

    /// <summary>Deletes a record. It is removed from the list at once, or remains unchanged.</summary>
    /// <param name="folder">The record folder.</param>
    /// <exception cref="IOException">The record can't be deleted.</exception>
    /// <exception cref="UnauthorizedAccessException">The record may not be deleted.</exception>
    public static void Delete(string folder)
    {
        using var results = RecordFolder.OpenGuarded(Path.GetDirectoryName(folder)!);
        var name = Path.GetFileName(folder);
        results.Rename(name, DeletedPrefix + name);
        RunningMarks.Clear(results, name);
        results.DeleteFolder(DeletedPrefix + name);
    }
}
