using System.IO.MemoryMappedFiles;

namespace Beacon.TestProgram;

/// <summary>
/// The number of bytes that the program has written to each output, kept in a memory-mapped file, so that it is correct up to the last
/// write however the program ends. Bytes on the receipt that are missing in the log were lost by the supervisor.
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

    /// <summary>The bytes written to standard output and standard error, according to the receipt; zeros: there is no receipt.</summary>
    public static (long Stdout, long Stderr) Read(string path)
    {
        if (!File.Exists(path))
            return (0, 0);

        var bytes = File.ReadAllBytes(path);
        return bytes.Length < Outputs * sizeof(long) ? (0, 0) : (BitConverter.ToInt64(bytes), BitConverter.ToInt64(bytes, sizeof(long)));
    }

    /// <summary>Sets the number of bytes written to descriptor 1 or 2.</summary>
    public void Set(int descriptor, long bytes) => _counts.Write((descriptor - 1) * sizeof(long), bytes);

    public void Dispose()
    {
        _counts.Dispose();
        _file.Dispose();
    }
}
