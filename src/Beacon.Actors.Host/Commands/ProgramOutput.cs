using Beacon.Actors.Host.Invocation;
using Beacon.Plans;
using Beacon.Processes.Capturing;
using Beacon.Processes.Files;

namespace Beacon.Actors.Host.Commands;

/// <summary>What a program has printed, in a file or on standard input, as a log.</summary>
internal sealed class ProgramOutput : IDisposable
{
    private const string CopyName = "output";

    private readonly string? _copy;
    private readonly RecordFolder _folder;

    private ProgramOutput(string path, string? copy)
    {
        _copy = copy;
        _folder = RecordFolder.Open(Path.GetDirectoryName(path)!);
        Log = LogParts.Open(_folder, Path.GetFileName(path));
    }

    /// <summary>The log.</summary>
    public LogParts Log { get; }

    /// <summary>Opens a file; <c>-</c> is standard input, which is read to its end.</summary>
    /// <exception cref="BadUsageException">There is no such file.</exception>
    /// <exception cref="IOException">It can't be read.</exception>
    public static ProgramOutput Open(string file)
    {
        if (file == PlanSources.OfStandardInput)
            return Copied(System.Console.OpenStandardInput());
        var path = Path.GetFullPath(file);
        if (Directory.Exists(path))
            throw new BadUsageException($"{file} is a folder; name a file with the output of a program");
        if (!File.Exists(path))
            throw new BadUsageException($"there is no file {file}; name one with the output of a program, or - for standard input");
        var target = File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
        return IsRegular(target) ? new ProgramOutput(target, copy: null) : Copied(File.OpenRead(path));
    }

    public void Dispose()
    {
        Log.Dispose();
        _folder.Dispose();
        if (_copy is not null)
            Directory.Delete(_copy, recursive: true);
    }

    // A pipe, as of <(command), is no file to be read from the end.
    private static bool IsRegular(string path) =>
        File.Exists(path) && (File.GetAttributes(path) & FileAttributes.Device) == 0 && new FileInfo(path).Length > 0;

    private static ProgramOutput Copied(Stream input)
    {
        var copy = Directory.CreateTempSubdirectory("beacon-statistics-").FullName;
        try
        {
            var path = Path.Combine(copy, CopyName);
            using (input)
            using (var file = File.Create(path))
                input.CopyTo(file);
            return new ProgramOutput(path, copy);
        }
        catch
        {
            Directory.Delete(copy, recursive: true);
            throw;
        }
    }
}
