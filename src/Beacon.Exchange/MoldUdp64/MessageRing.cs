namespace Beacon.Exchange.MoldUdp64;

/// <summary>The last messages of a session, for those who ask for them again. Any thread may read while another adds.</summary>
/// <param name="messages">How many are kept at most.</param>
/// <param name="bytes">How many bytes they have at most.</param>
public sealed class MessageRing(int messages, int bytes)
{
    private readonly Lock _lock = new();
    private readonly byte[] _bytes = new byte[bytes];
    private readonly (long Position, int Length)[] _entries = new (long, int)[messages];
    private readonly byte[] _message = new byte[ushort.MaxValue];
    private long _written;

    /// <summary>The sequence number of the next message.</summary>
    public ulong NextSequence { get; private set; } = 1;

    /// <summary>Adds the next message; the oldest ones make room.</summary>
    public void Add(ReadOnlySpan<byte> message)
    {
        lock (_lock)
        {
            _entries[NextSequence++ % (ulong)messages] = (_written, message.Length);
            var start = (int)(_written % bytes);
            var first = message[..Math.Min(message.Length, bytes - start)];
            first.CopyTo(_bytes.AsSpan(start));
            message[first.Length..].CopyTo(_bytes);
            _written += message.Length;
        }
    }

    /// <summary>Fills a packet from this message on with as many as are asked for, are kept, and fit; returns how many these are.</summary>
    /// <param name="request">The first message, and how many.</param>
    /// <param name="packet">An empty packet.</param>
    public int Fill(MoldHeader request, MoldPacketBuilder packet)
    {
        lock (_lock)
        {
            packet.MoveTo(request.Sequence);
            for (var sequence = request.Sequence; packet.Count < request.Count; sequence++)
                if (!IsKept(sequence) || !packet.TryAdd(Read(sequence)))
                    break;
            return packet.Count;
        }
    }

    private bool IsKept(ulong sequence) =>
        sequence > 0
        && sequence < NextSequence
        && NextSequence - sequence <= (ulong)messages
        && _written - _entries[sequence % (ulong)messages].Position <= bytes;

    private ReadOnlySpan<byte> Read(ulong sequence)
    {
        var (position, length) = _entries[sequence % (ulong)messages];
        var start = (int)(position % bytes);
        var first = _bytes.AsSpan(start, Math.Min(length, bytes - start));
        if (first.Length == length)
            return first;
        first.CopyTo(_message);
        _bytes.AsSpan(0, length - first.Length).CopyTo(_message.AsSpan(first.Length));
        return _message.AsSpan(0, length);
    }
}
