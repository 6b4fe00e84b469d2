namespace Beacon.Processes.Capturing;

/// <summary>
/// Finds where in a stream the last line with a text begins. Searches chunks rather than lines, which costs almost nothing.
/// </summary>
internal sealed class MarkerWatch(byte[] marker)
{
    // The end of the last chunk: the text may begin there and end in the next chunk.
    private readonly byte[] _tail = new byte[Math.Max(0, marker.Length - 1)];
    private readonly byte[] _seam = new byte[2 * Math.Max(0, marker.Length - 1)];
    private int _tailLength;
    private long _position;
    private long _lineStart;
    private long? _markerLine;

    /// <summary>How many bytes begin at the last line with the text, that line included; null: there was none.</summary>
    public long? BytesSince => _position - _markerLine;

    public void Append(ReadOnlySpan<byte> chunk)
    {
        if (IsOnSeam(chunk))
            _markerLine = _lineStart;

        var found = chunk.LastIndexOf(marker);
        if (found >= 0)
        {
            var lineFeed = chunk[..found].LastIndexOf((byte)'\n');
            _markerLine = lineFeed >= 0 ? _position + lineFeed + 1 : _lineStart;
        }

        var last = chunk.LastIndexOf((byte)'\n');
        if (last >= 0)
            _lineStart = _position + last + 1;
        _position += chunk.Length;
        KeepTail(chunk);
    }

    private bool IsOnSeam(ReadOnlySpan<byte> chunk)
    {
        var head = chunk[..Math.Min(chunk.Length, _tail.Length)];
        _tail.AsSpan(0, _tailLength).CopyTo(_seam);
        head.CopyTo(_seam.AsSpan(_tailLength));
        return _seam.AsSpan(0, _tailLength + head.Length).IndexOf(marker) >= 0;
    }

    private void KeepTail(ReadOnlySpan<byte> chunk)
    {
        var kept = Math.Min(_tailLength, Math.Max(0, _tail.Length - chunk.Length));
        _tail.AsSpan(_tailLength - kept, kept).CopyTo(_tail);
        var added = chunk[^Math.Min(chunk.Length, _tail.Length)..];
        added.CopyTo(_tail.AsSpan(kept));
        _tailLength = kept + added.Length;
    }
}
