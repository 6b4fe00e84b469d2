using System.Buffers.Binary;

namespace Beacon.Exchange.Ouch;

/// <summary>Broken Trade (OUCH 5.0 rev 1.04, outbound type B, 36 bytes; appendages only if an option is there).</summary>
/// <param name="Timestamp">Offset 1, length 8: nanoseconds since midnight.</param>
/// <param name="UserRef">Offset 9, length 4.</param>
/// <param name="Match">Offset 13, length 8: the number of the trade that no longer counts.</param>
/// <param name="Reason">Offset 21, length 1.</param>
/// <param name="ClientOrderId">Offset 22, length 14.</param>
public readonly record struct BrokenTrade(ulong Timestamp, uint UserRef, ulong Match, char Reason, ClientOrderId ClientOrderId = default)
{
    /// <summary>The type.</summary>
    public const char Type = 'B';

    /// <summary>Bytes on the wire without appendages.</summary>
    public const int Size = 36;

    /// <summary>Reads a message; false: it is too short.</summary>
    public static bool TryRead(ReadOnlySpan<byte> message, out BrokenTrade broken)
    {
        broken = default;
        if (message.Length < Size)
            return false;
        broken = new BrokenTrade(
            BinaryPrimitives.ReadUInt64BigEndian(message[1..]),
            BinaryPrimitives.ReadUInt32BigEndian(message[9..]),
            BinaryPrimitives.ReadUInt64BigEndian(message[13..]),
            (char)message[21],
            ClientOrderId.Read(message[22..])
        );
        return true;
    }

    /// <summary>Writes the message; returns its size.</summary>
    public int Write(Span<byte> message)
    {
        message[0] = (byte)Type;
        BinaryPrimitives.WriteUInt64BigEndian(message[1..], Timestamp);
        BinaryPrimitives.WriteUInt32BigEndian(message[9..], UserRef);
        BinaryPrimitives.WriteUInt64BigEndian(message[13..], Match);
        message[21] = (byte)Reason;
        ClientOrderId.Write(message[22..]);
        return Size;
    }
}
