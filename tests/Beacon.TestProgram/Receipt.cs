using System.IO.MemoryMappedFiles;

namespace Beacon.TestProgram;

/// <summary>
/// How many bytes the program has written to each of its outputs, kept in a file through shared memory, so that it holds to the last
/// write whatever ends the program. What was written and is in no log was lost by somebody else.
/// </summary>
internal sealed class Receipt : IDisposable
{
    private const int Outputs = 2;

    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _counts;

    public Receipt(string path)
    {
        _file = MemoryMappedFile.CreateFromFile(path, FileMode.Create, null, Outputs * sizeof(long));
        _counts = _file.CreateViewAccessor();
    }

    /// <summary>The bytes written to standard output and to standard error, as a receipt says; zeros: there is none.</summary>
    public static (long Stdout, long Stderr) Read(string path)
    {
        if (!File.Exists(path))
            return (0, 0);

        var bytes = File.ReadAllBytes(path);
        return bytes.Length < Outputs * sizeof(long) ? (0, 0) : (BitConverter.ToInt64(bytes), BitConverter.ToInt64(bytes, sizeof(long)));
    }

    /// <summary>Sets how many bytes were written to descriptor 1 or 2.</summary>
    public void Set(int descriptor, long bytes) => _counts.Write((descriptor - 1) * sizeof(long), bytes);

    public void Dispose()
    {
        _counts.Dispose();
        _file.Dispose();
    }
}
