namespace Beacon.Actors.Processes.Linux;

/// <summary>
/// Finds lines in a stream of bytes that comes in chunks. A line ends at a line feed or, as progress lines do, at a carriage return;
/// what is longer than the cap is cut here and whole on disk. Copies nothing but what a chunk leaves unfinished.
/// </summary>
/// <param name="onLine">Told each line and where in the stream it begins, in bytes.</param>
internal sealed class LineAssembler(LineAssembler.LineHandler onLine)
{
    /// <summary>How many bytes of a line are looked at.</summary>
    public const int Cap = 64 * 1024;

    private readonly byte[] _partial = new byte[Cap];
    private int _partialLength;
    private long _position;
    private long _lineStart;
    private bool _afterCarriageReturn;

    internal delegate void LineHandler(ReadOnlySpan<byte> line, long offset);

    /// <summary>The line that has begun and not ended.</summary>
    public ReadOnlySpan<byte> Partial => _partial.AsSpan(0, _partialLength);

    public void Append(ReadOnlySpan<byte> chunk)
    {
        while (!chunk.IsEmpty)
        {
            var end = chunk.IndexOfAny((byte)'\n', (byte)'\r');
            if (end < 0)
            {
                Keep(chunk);
                _position += chunk.Length;
                _afterCarriageReturn = false;
                return;
            }

            // The line feed of a CR LF pair ends a line that was told already.
            var isPairEnd = end == 0 && _afterCarriageReturn && chunk[0] == '\n';
            _afterCarriageReturn = chunk[end] == '\r';
            if (!isPairEnd) End(chunk[..end]);
            chunk = chunk[(end + 1)..];
            _position += end + 1;
            _lineStart = _position;
        }
    }

    /// <summary>The stream has ended: what is left is a line.</summary>
    public void Complete()
    {
        if (_partialLength > 0) End([]);
    }

    private void End(ReadOnlySpan<byte> rest)
    {
        if (_partialLength == 0)
        {
            onLine(rest[..Math.Min(rest.Length, Cap)], _lineStart);
            return;
        }

        Keep(rest);
        onLine(Partial, _lineStart);
        _partialLength = 0;
    }

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        var fitting = bytes[..Math.Min(bytes.Length, Cap - _partialLength)];
        fitting.CopyTo(_partial.AsSpan(_partialLength));
        _partialLength += fitting.Length;
    }
}
