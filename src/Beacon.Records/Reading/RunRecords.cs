using Beacon.Records.Layout;

namespace Beacon.Records.Reading;

/// <summary>The records in a results folder.</summary>
internal static class RunRecords
{
    // What the name of a record begins with: yyyyMMdd-HHmmss.
    private const int SecondLength = 15;

    private static readonly EnumerationOptions PlainFolders = new()
    {
        AttributesToSkip = FileAttributes.ReparsePoint,
        IgnoreInaccessible = false,
    };

    /// <summary>
    /// The record folders, absolute paths, the latest run first. Found one by one: who needs the latest only does not pay for the others.
    /// Folders that are no records are passed over, as are links.
    /// </summary>
    /// <param name="results">The results folder. One that does not exist holds none.</param>
    /// <exception cref="IOException">The folder can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be read.</exception>
    public static IEnumerable<string> LatestFirst(string results)
    {
        return Candidates(results)
            .Select(folder => (Folder: folder, Second: SecondOf(folder)))
            .Where(candidate => candidate.Second is not null)
            .OrderByDescending(candidate => candidate.Second, StringComparer.Ordinal)
            .GroupBy(candidate => candidate.Second, candidate => candidate.Folder)
            .SelectMany(InSameSecond)
            .Where(RecordReader.IsRecord);
    }

    /// <summary>The folders that may be records, in no order.</summary>
    internal static IEnumerable<string> Candidates(string results) =>
        Directory.Exists(results)
            ? Directory
                .EnumerateDirectories(Path.GetFullPath(results), "*", PlainFolders)
                .Where(folder => Path.GetFileName(folder)[0] != '.')
            : [];

    // Null: no record is named so, and there is none in it.
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

    private static DateTimeOffset StartOf(string folder)
    {
        try
        {
            return RecordReader.Read(folder).Result.StartedAt;
        }
        catch (Exception exception) when (exception is NewerRecordException or IOException or UnauthorizedAccessException)
        {
            return DateTimeOffset.MinValue;
        }
    }
}
