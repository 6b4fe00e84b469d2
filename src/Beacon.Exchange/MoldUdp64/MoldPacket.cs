using System.Buffers.Binary;

namespace Beacon.Exchange.MoldUdp64;

/// <summary>Walks the message blocks of a packet: each a length of two bytes and that many bytes. Stops at what does not fit.</summary>
/// <param name="packet">The whole packet, header included.</param>
public ref struct MoldBlocks(ReadOnlySpan<byte> packet)
{
    private ReadOnlySpan<byte> _rest = packet.Length < MoldHeader.Size ? [] : packet[MoldHeader.Size..];

    /// <summary>The present message.</summary>
    public ReadOnlySpan<byte> Current { get; private set; }

    /// <summary>Goes to the next message; false: there is none, or it is cut short.</summary>
    public bool MoveNext()
    {
        if (_rest.Length < sizeof(ushort))
            return false;
        var length = BinaryPrimitives.ReadUInt16BigEndian(_rest);
        if (_rest.Length < sizeof(ushort) + length)
            return false;
        Current = _rest.Slice(sizeof(ushort), length);
        _rest = _rest[(sizeof(ushort) + length)..];
        return true;
    }
}

/// <summary>Fills packets with messages as long as they fit.</summary>
/// <param name="session">The session.</param>
/// <param name="capacity">The largest packet, in bytes; 1472 is what an Ethernet frame holds of UDP over IPv4.</param>
public sealed class MoldPacketBuilder(MoldSession session, int capacity = 1472)
{
    private readonly byte[] _buffer = new byte[capacity];
    private int _length = MoldHeader.Size;
    private ushort _count;

    /// <summary>The sequence number of the next message; the first is 1.</summary>
    public ulong NextSequence { get; private set; } = 1;

    /// <summary>How many messages wait in the packet.</summary>
    public int Count => _count;

    /// <summary>Adds a message; false: the packet is full and must be taken first.</summary>
    public bool TryAdd(ReadOnlySpan<byte> message)
    {
        if (_length + sizeof(ushort) + message.Length > _buffer.Length)
            return false;
        BinaryPrimitives.WriteUInt16BigEndian(_buffer.AsSpan(_length), (ushort)message.Length);
        message.CopyTo(_buffer.AsSpan(_length + sizeof(ushort)));
        _length += sizeof(ushort) + message.Length;
        _count++;
        return true;
    }

    /// <summary>The packet with what was added; the next one begins empty. Valid until something is added again.</summary>
    public ReadOnlySpan<byte> Take()
    {
        var packet = Packet(_count);
        NextSequence += _count;
        _length = MoldHeader.Size;
        _count = 0;
        return packet;
    }

    /// <summary>A packet without messages that says where the stream is.</summary>
    public ReadOnlySpan<byte> Heartbeat() => Packet(0)[..MoldHeader.Size];

    /// <summary>A packet that says that the session has ended.</summary>
    public ReadOnlySpan<byte> EndOfSession() => Packet(MoldHeader.EndOfSession)[..MoldHeader.Size];

    private ReadOnlySpan<byte> Packet(ushort count)
    {
        new MoldHeader(session, NextSequence, count).Write(_buffer);
        return _buffer.AsSpan(0, _length);
    }
}
