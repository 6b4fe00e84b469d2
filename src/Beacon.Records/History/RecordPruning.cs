using Beacon.Records.Layout;
using Beacon.Records.Reading;

namespace Beacon.Records.History;

/// <summary>Which records of a results folder are no longer wanted, and their deletion.</summary>
public static class RecordPruning
{
    // No record is named so: what is half deleted is none any more.
    private const string DeletedPrefix = ".deleted-";

    /// <summary>
    /// The records that are neither among the latest nor young enough, the earliest first. A run that goes on is never among them, nor is
    /// a record of a later version, nor a folder that is no record.
    /// </summary>
    /// <param name="results">The results folder.</param>
    /// <param name="keep">How many of the latest records are kept whatever their age, from 0.</param>
    /// <param name="startedBefore">Only records of runs that began before are chosen; null: of any age.</param>
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

    /// <summary>How many bytes the files of a record hold.</summary>
    /// <param name="folder">The record folder.</param>
    /// <exception cref="IOException">The record can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The record may not be read.</exception>
    public static long BytesOf(string folder) =>
        new DirectoryInfo(folder)
            .EnumerateFiles("*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint })
            .Sum(file => file.Length);

    /// <summary>Deletes a record: it is gone at once, or stays as it is.</summary>
    /// <param name="folder">The record folder.</param>
    /// <exception cref="IOException">It can't be deleted.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be deleted.</exception>
    public static void Delete(string folder)
    {
        var (results, name) = (Path.GetDirectoryName(folder)!, Path.GetFileName(folder));
        var deleted = Path.Combine(results, DeletedPrefix + name);
        Directory.Move(folder, deleted);
        RunningMarks.Clear(results, name);
        Directory.Delete(deleted, recursive: true);
    }
}
