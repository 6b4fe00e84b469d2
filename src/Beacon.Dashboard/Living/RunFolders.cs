using Beacon.Records.Reading;

namespace Beacon.Dashboard.Living;

/// <summary>Finds records by their names. A name is from outside: it never leads out of the results folder.</summary>
internal static class RunFolders
{
    /// <summary>The path of the record folder of that name; null: there is none.</summary>
    public static string? Find(string results, string id)
    {
        if (id.Length is 0 or > 255 || id[0] == '.' || id.AsSpan().IndexOfAny('/', '\\', '\0') >= 0)
            return null;
        var folder = new DirectoryInfo(Path.Combine(results, id));
        return folder.Exists && !folder.Attributes.HasFlag(FileAttributes.ReparsePoint) && RunRecord.IsRecord(folder.FullName)
            ? folder.FullName
            : null;
    }
}
