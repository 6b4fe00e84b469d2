using Beacon.Processes.Capturing;
using Microsoft.Win32.SafeHandles;

namespace Beacon.Records.Statistics;

/// <summary>
/// Random access to one part of a log. A compressed part is decompressed into a temporary file on first use, which is rare because mostly
/// the end of a log is read.
/// </summary>
/// <param name="part">The part; it stays open.</param>
internal sealed class LogPartBytes(LogPart part) : IDisposable
{
    private SafeFileHandle? _unpacked;

    /// <summary>Reads from an offset; returns the number of bytes.</summary>
    public int Read(Span<byte> buffer, long offset) =>
        RandomAccess.Read(part.IsCompressed ? _unpacked ??= Unpack() : part.Handle, buffer, offset);

    public void Dispose() => _unpacked?.Dispose();

    private SafeFileHandle Unpack()
    {
        var unpacked = File.OpenHandle(
            Path.Combine(Path.GetTempPath(), $"beacon-{Guid.NewGuid():N}"),
            FileMode.CreateNew,
            FileAccess.ReadWrite,
            FileShare.None,
            FileOptions.DeleteOnClose
        );
        try
        {
            using var packed = part.OpenRead();
            var block = new byte[128 * 1024];
            var offset = 0L;
            for (int count; (count = packed.Read(block)) > 0; offset += count)
                RandomAccess.Write(unpacked, block.AsSpan(0, count), offset);
            return unpacked;
        }
        catch
        {
            unpacked.Dispose();
            throw;
        }
    }
}
