using Beacon.Processes.Capturing;

namespace Beacon.Records.Logs;

/// <summary>Reads a log sequentially over all its parts.</summary>
/// <param name="parts">The log, which is closed with this.</param>
internal sealed class PartsReader(LogParts parts) : IDisposable
{
    private byte[] _block = [];
    private Stream? _part;
    private int _next;

    /// <summary>The total number of bytes.</summary>
    public long Length { get; } = parts.Length;

    /// <summary>Reads into the buffer; returns the number of bytes, 0 at the end.</summary>
    public int Read(Span<byte> buffer)
    {
        while (Open() is { } part)
        {
            if (part.Read(buffer) is > 0 and var count)
                return count;
            Close();
        }

        return 0;
    }

    /// <summary>Skips bytes; true: the last one ended a line.</summary>
    /// <param name="count">The number of bytes; at least 1.</param>
    public bool SkipToLineEnd(long count)
    {
        for (var left = count - 1; left > 0 && Open() is { } part; )
        {
            if (part.CanSeek)
            {
                var step = Math.Min(left, part.Length - part.Position);
                part.Position += step;
                left -= step;
                if (left > 0)
                    Close();
            }
            else
            {
                if (_block.Length == 0)
                    _block = new byte[64 * 1024];
                var read = part.Read(_block.AsSpan(0, (int)Math.Min(left, _block.Length)));
                left -= read;
                if (read == 0)
                    Close();
            }
        }

        Span<byte> last = stackalloc byte[1];
        return Read(last) == 1 && last[0] == '\n';
    }

    public void Dispose()
    {
        _part?.Dispose();
        parts.Dispose();
    }

    private Stream? Open() => _part ?? (_next < parts.Count ? _part = parts[_next++].OpenRead() : null);

    private void Close()
    {
        _part!.Dispose();
        _part = null;
    }
}
