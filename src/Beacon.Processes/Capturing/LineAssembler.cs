namespace Beacon.Processes.Capturing;

/// <summary>
/// Finds lines in a stream of bytes that comes in chunks. A line ends at a line feed or, like progress displays, at a carriage return. A
/// line longer than the cap is cut here; the log has all of it. Copies only the unfinished line at the end of a chunk.
/// </summary>
internal sealed class LineAssembler(int capBytes, LineAssembler.LineHandler onLine)
{
    private const int LeastPartialBytes = 256;

    private byte[] _partial = [];
    private int _partialLength;
    private bool _hasLineBegun;
    private bool _isBroken;
    private bool _afterCarriageReturn;

    internal delegate void LineHandler(ReadOnlySpan<byte> line);

    public ReadOnlySpan<byte> Partial => _partial.AsSpan(0, _partialLength);

    public void Append(ReadOnlySpan<byte> chunk)
    {
        while (!chunk.IsEmpty)
            chunk = chunk[AppendLine(chunk)..];
    }

    /// <summary>Takes bytes up to and including the next line end; returns how many.</summary>
    public int AppendLine(ReadOnlySpan<byte> chunk)
    {
        var end = chunk.IndexOfAny((byte)'\n', (byte)'\r');
        if (end < 0)
        {
            Keep(chunk);
            _hasLineBegun = true;
            _afterCarriageReturn = false;
            return chunk.Length;
        }

        // The line feed of a CR LF pair: the line ended at the carriage return.
        var isPairEnd = end == 0 && _afterCarriageReturn && chunk[0] == '\n';
        _afterCarriageReturn = chunk[end] == '\r';
        if (!isPairEnd)
            End(chunk[..end]);
        return end + 1;
    }

    /// <summary>Skips bytes without reporting their lines. A line that loses a part of itself is not reported either.</summary>
    /// <returns>How many lines will not be reported because of that.</returns>
    public int Skip(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
            return 0;

        var ends = bytes.Count((byte)'\n');
        var returns = bytes.Count((byte)'\r');
        if (returns > 0)
            ends += returns - bytes.Count("\r\n"u8);
        if (_afterCarriageReturn && bytes[0] == '\n')
            ends--;

        var wasBroken = _isBroken;
        _isBroken = bytes[^1] is not ((byte)'\n' or (byte)'\r');
        _hasLineBegun = _isBroken;
        _afterCarriageReturn = bytes[^1] == '\r';
        _partialLength = 0;
        return ends + (_isBroken ? 1 : 0) - (wasBroken ? 1 : 0);
    }

    /// <summary>The stream has ended: what is left is a line.</summary>
    public void Complete()
    {
        if (_hasLineBegun)
            End([]);
    }

    private void End(ReadOnlySpan<byte> rest)
    {
        if (!_isBroken)
        {
            if (_partialLength == 0)
            {
                onLine(rest[..Math.Min(rest.Length, capBytes)]);
            }
            else
            {
                Keep(rest);
                onLine(Partial);
            }
        }

        _partialLength = 0;
        _hasLineBegun = false;
        _isBroken = false;
    }

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        if (_isBroken)
            return;
        var fitting = bytes[..Math.Min(bytes.Length, capBytes - _partialLength)];
        if (_partial.Length < _partialLength + fitting.Length)
            Array.Resize(ref _partial, Math.Min(capBytes, Math.Max(LeastPartialBytes, 2 * (_partialLength + fitting.Length))));
        fitting.CopyTo(_partial.AsSpan(_partialLength));
        _partialLength += fitting.Length;
    }
}
