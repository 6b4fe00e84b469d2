using Beacon.Processes.Capturing;
using Beacon.Processes.Files;

namespace Beacon.Records.Tests.Statistics;

/// <summary>Logs of tests, by path.</summary>
internal static class LogFiles
{
    /// <summary>The parts with these paths, as far as they exist, in this order.</summary>
    public static IReadOnlyList<LogPart> At(params string[] paths) => [.. paths.Where(File.Exists).Select(Open)];

    private static LogPart Open(string path)
    {
        using var folder = RecordFolder.Open(Path.GetDirectoryName(path)!);
        using var parts = LogParts.Open(folder, Path.GetFileName(path));
        return parts.Take(parts.Count - 1);
    }
}
