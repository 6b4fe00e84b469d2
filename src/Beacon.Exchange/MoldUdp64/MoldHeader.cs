using System.Buffers.Binary;
using System.Text;

namespace Beacon.Exchange.MoldUdp64;

/// <summary>What every downstream packet begins with (MoldUDP64 1.00, Downstream Packet); a request packet has the same form.</summary>
/// <param name="Session">Offset 0, length 10: the session as eighty bits of ASCII.</param>
/// <param name="Sequence">Offset 10, length 8: the sequence number of the first message; in a heartbeat, of the next one expected.</param>
/// <param name="Count">Offset 18, length 2: messages in the packet; 0: heartbeat; 0xFFFF: end of session.</param>
public readonly record struct MoldHeader(MoldSession Session, ulong Sequence, ushort Count)
{
    /// <summary>Bytes on the wire.</summary>
    public const int Size = 20;

    /// <summary>The count that says that the session has ended.</summary>
    public const ushort EndOfSession = 0xFFFF;

    /// <summary>Whether the packet carries nothing and says only where the stream is.</summary>
    public bool IsHeartbeat => Count == 0;

    /// <summary>Whether the packet says that the session has ended.</summary>
    public bool IsEndOfSession => Count == EndOfSession;

    /// <summary>Reads a header; false: the packet is too short to have one.</summary>
    public static bool TryRead(ReadOnlySpan<byte> packet, out MoldHeader header)
    {
        header = default;
        if (packet.Length < Size)
            return false;
        header = new MoldHeader(
            MoldSession.Read(packet),
            BinaryPrimitives.ReadUInt64BigEndian(packet[10..]),
            BinaryPrimitives.ReadUInt16BigEndian(packet[18..])
        );
        return true;
    }

    /// <summary>Writes the header.</summary>
    public void Write(Span<byte> packet)
    {
        Session.Write(packet);
        BinaryPrimitives.WriteUInt64BigEndian(packet[10..], Sequence);
        BinaryPrimitives.WriteUInt16BigEndian(packet[18..], Count);
    }
}

/// <summary>A session's name: ten ASCII characters, padded with spaces.</summary>
/// <param name="First">The first eight.</param>
/// <param name="Last">The last two.</param>
public readonly record struct MoldSession(ulong First, ushort Last)
{
    /// <summary>A session from its name.</summary>
    /// <param name="name">Up to ten ASCII characters.</param>
    public static MoldSession Parse(string name)
    {
        Span<byte> bytes = stackalloc byte[10];
        bytes.Fill((byte)' ');
        Encoding.ASCII.GetBytes(name, bytes);
        return Read(bytes);
    }

    internal static MoldSession Read(ReadOnlySpan<byte> bytes) =>
        new(BinaryPrimitives.ReadUInt64BigEndian(bytes), BinaryPrimitives.ReadUInt16BigEndian(bytes[8..]));

    internal void Write(Span<byte> bytes)
    {
        BinaryPrimitives.WriteUInt64BigEndian(bytes, First);
        BinaryPrimitives.WriteUInt16BigEndian(bytes[8..], Last);
    }
}
