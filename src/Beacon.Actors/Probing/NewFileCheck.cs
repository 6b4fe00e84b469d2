using Beacon.Plans;

namespace Beacon.Actors.Probing;

/// <summary>The files of readiness probes as they were before an incarnation was launched: what an earlier one has left.</summary>
internal sealed class FileMarks
{
    private readonly Dictionary<string, FileMark?> _marks = [];

    /// <summary>Looks at the files now.</summary>
    public FileMarks(IEnumerable<Probe> probes)
    {
        foreach (var file in probes.OfType<FileProbe>())
            _marks[file.Path] = FileMark.Of(file.Path);
    }

    /// <summary>Whether a file that was there before is still as it was.</summary>
    public bool IsLeftOver(string path) => _marks.GetValueOrDefault(path) is { } mark && FileMark.Of(path) == mark;

    // A file that was written has another time or length, one that was made anew (a socket, a renamed file) another time of birth.
    private sealed record FileMark(DateTime Written, DateTime Made, long Length)
    {
        public static FileMark? Of(string path)
        {
            try
            {
                FileSystemInfo file = Directory.Exists(path) ? new DirectoryInfo(path) : new FileInfo(path);
                file = file.ResolveLinkTarget(returnFinalTarget: true) ?? file;
                return file.Exists
                    ? new FileMark(file.LastWriteTimeUtc, file.CreationTimeUtc, file is FileInfo { Length: var length } ? length : 0)
                    : null;
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                return null;
            }
        }
    }
}

/// <summary>Checks whether a file is there that was made or written since the launch, not one that an earlier run has left.</summary>
internal sealed class NewFileCheck(IProbeCheck exists, string path, FileMarks before) : IProbeCheck
{
    public async Task<ProbeResult> CheckAsync(CancellationToken cancellationToken)
    {
        var result = await exists.CheckAsync(cancellationToken).ConfigureAwait(false);
        return result.Holds && before.IsLeftOver(path)
            ? new ProbeResult(false, "it is older than the program's start; remove it when the program stops, or write it again")
            : result;
    }
}
