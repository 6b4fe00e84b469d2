using System.Buffers.Binary;

namespace Beacon.Exchange.MoldUdp64;

/// <summary>
/// Walks the message blocks of a packet: each a length of two bytes and that many bytes. Stops after as many as the header counts, and at
/// one that is cut short.
/// </summary>
public ref struct MoldBlocks
{
    private ReadOnlySpan<byte> _rest;
    private int _left;

    /// <summary>The blocks of a packet.</summary>
    /// <param name="packet">The whole packet, header included.</param>
    public MoldBlocks(ReadOnlySpan<byte> packet)
    {
        if (!MoldHeader.TryRead(packet, out var header) || header.IsEndOfSession)
            return;
        _rest = packet[MoldHeader.Size..];
        _left = header.Count;
    }

    /// <summary>The present message.</summary>
    public ReadOnlySpan<byte> Current { get; private set; }

    /// <summary>
    /// After the last block: whether the packet holds as many blocks as its header counts, and nothing behind them. False: it is malformed.
    /// </summary>
    public readonly bool IsWhole => _left == 0 && _rest.IsEmpty;

    /// <summary>Goes to the next message; false: there is none, or it is cut short.</summary>
    public bool MoveNext()
    {
        if (_left == 0 || _rest.Length < sizeof(ushort))
            return false;
        var length = BinaryPrimitives.ReadUInt16BigEndian(_rest);
        if (_rest.Length < sizeof(ushort) + length)
            return false;
        Current = _rest.Slice(sizeof(ushort), length);
        _rest = _rest[(sizeof(ushort) + length)..];
        _left--;
        return true;
    }
}
