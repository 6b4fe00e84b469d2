using Beacon.Processes.Capturing;

namespace Beacon.Records.Statistics;

/// <summary>The bytes of a log that may lie in several files, addressed from the beginning of the oldest.</summary>
internal sealed class LogBytes : IDisposable
{
    private readonly List<(LogPart Part, long Start, long End)> _parts = [];

    /// <summary>Opens a log.</summary>
    /// <param name="paths">Its parts, the oldest first.</param>
    public LogBytes(IEnumerable<string> paths)
    {
        try
        {
            foreach (var path in paths)
            {
                var length = LogParts.LengthOf(path);
                _parts.Add((new LogPart(path), Length, Length + length));
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

    /// <summary>Whether its last line is ended.</summary>
    public bool EndsWithLine
    {
        get
        {
            Span<byte> last = stackalloc byte[1];
            return Read(last, Length - 1) == 0 || last[0] == (byte)'\n';
        }
    }

    /// <summary>Fills the buffer from an offset on; returns how many bytes there were, fewer only at the end.</summary>
    public int Read(Span<byte> buffer, long offset)
    {
        var filled = 0;
        foreach (var (part, start, end) in _parts)
        {
            while (filled < buffer.Length && offset + filled >= start && offset + filled < end)
            {
                var wanted = (int)Math.Min(buffer.Length - filled, end - offset - filled);
                var read = part.Read(buffer.Slice(filled, wanted), offset + filled - start);
                if (read == 0)
                    return filled;
                filled += read;
            }
        }

        return filled;
    }

    public void Dispose() => _parts.ForEach(part => part.Part.Dispose());
}
