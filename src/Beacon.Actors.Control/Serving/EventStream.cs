using System.Buffers.Text;

namespace Beacon.Actors.Control.Serving;

/// <summary>
/// The events of a run for one follower: each line of <c>events.ndjson</c> with its number in front, <c>{"sequence":17,…}</c>. Holds
/// two buffers of a fixed size, however slowly its reader reads.
/// </summary>
internal sealed class EventStream(EventFeed feed, long from)
{
    // A line is at most as long as what a problem or a first cause quotes; a longer one is sent in parts.
    private readonly byte[] _read = new byte[16 * 1024];
    private readonly byte[] _send = new byte[24 * 1024];
    private long _position;
    private long _sequence = 1;
    private bool _isWithinLine;

    /// <summary>What is to be sent next: whole lines, or a part of a long one. Empty: the run is over.</summary>
    public async Task<ReadOnlyMemory<byte>> NextAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var count = feed.Read(_read, _position);
            var (used, filled) = Number(_read.AsSpan(0, count));
            _position += used;
            if (filled > 0)
                return _send.AsMemory(0, filled);
            if (used == 0 && !await feed.WaitAsync(_position + count, cancellationToken).ConfigureAwait(false))
                return default;
        }
    }

    /// <summary>Copies whole lines with their numbers; the beginning of one that fills the buffer counts as whole.</summary>
    private (int Used, int Filled) Number(ReadOnlySpan<byte> bytes)
    {
        var (used, filled) = (0, 0);
        while (used < bytes.Length)
        {
            var end = bytes[used..].IndexOf((byte)'\n');
            var piece =
                end >= 0 ? bytes.Slice(used, end + 1)
                : used == 0 && bytes.Length == _read.Length ? bytes
                : default;
            if (piece.IsEmpty || filled + piece.Length + 32 > _send.Length)
                break;
            used += piece.Length;
            if (_sequence >= from)
                filled += Copy(piece, _send.AsSpan(filled));
            _isWithinLine = end < 0;
            if (end >= 0)
                _sequence++;
        }

        return (used, filled);
    }

    private int Copy(ReadOnlySpan<byte> piece, Span<byte> target)
    {
        var length = 0;
        if (!_isWithinLine && piece[0] == (byte)'{')
        {
            "{\"sequence\":"u8.CopyTo(target);
            length = "{\"sequence\":"u8.Length;
            Utf8Formatter.TryFormat(_sequence, target[length..], out var digits);
            length += digits;
            target[length++] = (byte)',';
            piece = piece[1..];
        }

        piece.CopyTo(target[length..]);
        return length + piece.Length;
    }
}
