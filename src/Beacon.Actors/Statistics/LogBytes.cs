using Microsoft.Win32.SafeHandles;

namespace Beacon.Actors.Statistics;

/// <summary>The bytes of a log that may lie in several files, addressed from the beginning of the oldest.</summary>
internal sealed class LogBytes : IDisposable
{
    private readonly List<(SafeFileHandle File, long Start, long End)> _parts = [];

    /// <summary>Opens a log.</summary>
    /// <param name="paths">Its parts, the oldest first.</param>
    public LogBytes(IEnumerable<string> paths)
    {
        try
        {
            foreach (var path in paths)
            {
                var file = File.OpenHandle(path, share: FileShare.ReadWrite | FileShare.Delete);
                _parts.Add((file, Length, Length + RandomAccess.GetLength(file)));
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>How many bytes there were when the log was opened.</summary>
    public long Length => _parts.Count == 0 ? 0 : _parts[^1].End;

    /// <summary>Fills the buffer from an offset on; returns how many bytes there were, fewer only at the end.</summary>
    public int Read(Span<byte> buffer, long offset)
    {
        var filled = 0;
        foreach (var (file, start, end) in _parts)
        {
            while (filled < buffer.Length && offset + filled >= start && offset + filled < end)
            {
                var wanted = (int)Math.Min(buffer.Length - filled, end - offset - filled);
                var read = RandomAccess.Read(file, buffer.Slice(filled, wanted), offset + filled - start);
                if (read == 0) return filled;
                filled += read;
            }
        }

        return filled;
    }

    public void Dispose() => _parts.ForEach(part => part.File.Dispose());
}
