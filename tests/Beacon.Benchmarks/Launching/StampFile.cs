using System.IO.MemoryMappedFiles;

namespace Beacon.Benchmarks.Launching;

/// <summary>
/// The memory-mapped file that the workload <c>stamp</c> writes. Its clock, CLOCK_MONOTONIC in nanoseconds, is that of
/// <see cref="System.Diagnostics.Stopwatch"/> on Linux.
/// </summary>
internal sealed class StampFile : IDisposable
{
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _stamps;

    public StampFile(string path)
    {
        Path = path;
        _file = MemoryMappedFile.CreateFromFile(path, FileMode.Create, null, 2 * sizeof(long));
        _stamps = _file.CreateViewAccessor();
    }

    public string Path { get; }

    /// <summary>The time of the program's first instruction.</summary>
    public long FirstTimestamp => _stamps.ReadInt64(0);

    /// <summary>The time of the program's last instruction.</summary>
    public long LastTimestamp => _stamps.ReadInt64(sizeof(long));

    public void Dispose()
    {
        _stamps.Dispose();
        _file.Dispose();
    }
}
