using Beacon.Processes.Capturing;

namespace Beacon.Records.Statistics;

/// <summary>Random access to the bytes of a log of several parts, addressed from the beginning of the oldest part.</summary>
internal sealed class LogBytes : IDisposable
{
    private readonly List<(LogPartBytes Part, long Start, long End)> _parts = [];

    /// <summary>Begins with the length that the log has now.</summary>
    /// <param name="parts">Its parts, the oldest first; they stay open.</param>
    public LogBytes(IEnumerable<LogPart> parts)
    {
        foreach (var part in parts)
            _parts.Add((new LogPartBytes(part), Length, Length + part.Length));
    }

    /// <summary>The number of bytes at the beginning.</summary>
    public long Length => _parts.Count == 0 ? 0 : _parts[^1].End;

    /// <summary>Whether the log ends with a line feed, or is empty.</summary>
    public bool EndsWithLine
    {
        get
        {
            Span<byte> last = stackalloc byte[1];
            return Read(last, Length - 1) == 0 || last[0] == (byte)'\n';
        }
    }

    /// <summary>Reads from an offset; returns the number of bytes, less than the buffer only at the end.</summary>
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
