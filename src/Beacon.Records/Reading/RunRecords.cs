using Beacon.Records.Layout;

namespace Beacon.Records.Reading;

/// <summary>The records in a results folder.</summary>
internal static class RunRecords
{
    // The length of the time at the beginning of a record's name: yyyyMMdd-HHmmss.
    private const int SecondLength = 15;

    private static readonly EnumerationOptions PlainFolders = new()
    {
        AttributesToSkip = FileAttributes.ReparsePoint,
        IgnoreInaccessible = false,
    };

    /// <summary>
    /// The absolute paths of the record folders, the latest run first. The search is lazy, so that the latest record is found without
    /// reading the others. Other folders and links are skipped.
    /// </summary>
    public static IEnumerable<string> LatestFirst(string results) =>
        Candidates(results)
            .Select(folder => (Folder: folder, Second: SecondOf(folder)))
            .Where(candidate => candidate.Second is not null)
            .OrderByDescending(candidate => candidate.Second, StringComparer.Ordinal)
            .GroupBy(candidate => candidate.Second, candidate => candidate.Folder)
            .SelectMany(InSameSecond)
            .Where(RecordReader.IsRecord);

    /// <summary>The folders that may be records, in no particular order.</summary>
    public static IEnumerable<string> Candidates(string results) =>
        Directory.Exists(results)
            ? Directory
                .EnumerateDirectories(Path.GetFullPath(results), "*", PlainFolders)
                .Where(folder => Path.GetFileName(folder)[0] != '.')
            : [];

    // Null: the folder is not a record.
    private static string? SecondOf(string folder) =>
        RecordLayout.PlanNameIn(folder) is not null ? Path.GetFileName(folder)[..SecondLength]
        : RecordReader.IsRecord(folder) ? RecordLayout.SecondOf(StartOf(folder))
        : null;

    private static IEnumerable<string> InSameSecond(IGrouping<string?, string> folders)
    {
        var list = folders.ToList();
        return list.Count == 1
            ? list
            : list.Where(RecordReader.IsRecord).OrderByDescending(StartOf).ThenByDescending(folder => folder, StringComparer.Ordinal);
    }

    private static DateTimeOffset StartOf(string folder) =>
        RecordReader.TryRead(folder, out _)?.Result.StartedAt ?? DateTimeOffset.MinValue;
}
