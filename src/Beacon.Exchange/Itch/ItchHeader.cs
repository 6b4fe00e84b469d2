using System.Buffers.Binary;

namespace Beacon.Exchange.Itch;

/// <summary>What every message begins with (NASDAQ TotalView-ITCH 5.0, specification of 2023-04-28, message formats).</summary>
/// <param name="Locate">Offset 1, length 2: the day's number of the security; 0: none in particular.</param>
/// <param name="Tracking">Offset 3, length 2: NASDAQ's internal tracking number.</param>
/// <param name="Timestamp">Offset 5, length 6: nanoseconds since midnight.</param>
public readonly record struct ItchHeader(ushort Locate, ushort Tracking, ulong Timestamp)
{
    /// <summary>Bytes on the wire, the type included.</summary>
    public const int Size = 11;

    /// <summary>Reads a header.</summary>
    public static ItchHeader Read(ReadOnlySpan<byte> message) => new MessageFields(message, Size).Header();

    /// <summary>Writes the type and the header.</summary>
    public void Write(Span<byte> message, char type)
    {
        message[0] = (byte)type;
        BinaryPrimitives.WriteUInt16BigEndian(message[1..], Locate);
        BinaryPrimitives.WriteUInt16BigEndian(message[3..], Tracking);
        BinaryPrimitives.WriteUInt16BigEndian(message[5..], (ushort)(Timestamp >> 32));
        BinaryPrimitives.WriteUInt32BigEndian(message[7..], (uint)Timestamp);
    }
}
