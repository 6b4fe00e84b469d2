using System.Buffers.Binary;

namespace Beacon.Exchange.MoldUdp64;

/// <summary>Fills packets with messages as long as they fit.</summary>
/// <param name="session">The session.</param>
/// <param name="capacity">The largest packet, in bytes; 1472 is what an Ethernet frame holds of UDP over IPv4.</param>
public sealed class MoldPacketBuilder(MoldSession session, int capacity = MoldPacketBuilder.EthernetPayload)
{
    /// <summary>Bytes of UDP payload in an Ethernet frame of 1500 bytes.</summary>
    public const int EthernetPayload = 1472;

    private readonly byte[] _buffer = new byte[capacity];
    private int _length = MoldHeader.Size;
    private ushort _count;

    /// <summary>The largest message that fits, in bytes.</summary>
    public int LargestMessage => capacity - MoldHeader.Size - sizeof(ushort);

    /// <summary>The sequence number of the next message; the first is 1.</summary>
    public ulong NextSequence { get; private set; } = 1;

    /// <summary>How many messages wait in the packet.</summary>
    public int Count => _count;

    /// <summary>The next packet begins with this message; nothing waits.</summary>
    public void MoveTo(ulong sequence) => (NextSequence, _length, _count) = (sequence, MoldHeader.Size, 0);

    /// <summary>Adds a message; false: the packet is full and must be taken first.</summary>
    /// <exception cref="ArgumentException">The message is larger than any packet.</exception>
    public bool TryAdd(ReadOnlySpan<byte> message)
    {
        if (message.Length > LargestMessage)
            throw new ArgumentException($"a message of {message.Length} bytes fits in no packet; {LargestMessage} do", nameof(message));
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

    /// <summary>A packet without messages that says where the stream is. Nothing may wait.</summary>
    public ReadOnlySpan<byte> Heartbeat() => Packet(0)[..MoldHeader.Size];

    /// <summary>A packet that says that the session has ended. Nothing may wait.</summary>
    public ReadOnlySpan<byte> EndOfSession() => Packet(MoldHeader.EndOfSession)[..MoldHeader.Size];

    private ReadOnlySpan<byte> Packet(ushort count)
    {
        new MoldHeader(session, NextSequence, count).Write(_buffer);
        return _buffer.AsSpan(0, _length);
    }
}
