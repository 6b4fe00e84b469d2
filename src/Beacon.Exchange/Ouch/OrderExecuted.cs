using System.Buffers.Binary;

namespace Beacon.Exchange.Ouch;

/// <summary>Order Executed (OUCH 5.0 rev 1.04, outbound type E, 36 bytes and appendages).</summary>
/// <param name="Timestamp">Offset 1, length 8: nanoseconds since midnight.</param>
/// <param name="UserRef">Offset 9, length 4.</param>
/// <param name="Quantity">Offset 13, length 4: shares of this execution.</param>
/// <param name="Price">Offset 17, length 8: in ten-thousandths of a dollar.</param>
/// <param name="Liquidity">Offset 25, length 1: A added, R removed.</param>
/// <param name="Match">Offset 26, length 8: the trade's number, the same on both sides.</param>
public readonly record struct OrderExecuted(ulong Timestamp, uint UserRef, uint Quantity, ulong Price, char Liquidity, ulong Match)
{
    /// <summary>The type.</summary>
    public const char Type = 'E';

    /// <summary>Bytes on the wire without appendages.</summary>
    public const int Size = 36;

    /// <summary>Where the length of the <see cref="Appendages"/> stands.</summary>
    public const int AppendageLengthOffset = 34;

    /// <summary>Reads a message; false: it is too short.</summary>
    public static bool TryRead(ReadOnlySpan<byte> message, out OrderExecuted executed)
    {
        executed = default;
        if (message.Length < Size)
            return false;
        executed = new OrderExecuted(
            BinaryPrimitives.ReadUInt64BigEndian(message[1..]),
            BinaryPrimitives.ReadUInt32BigEndian(message[9..]),
            BinaryPrimitives.ReadUInt32BigEndian(message[13..]),
            BinaryPrimitives.ReadUInt64BigEndian(message[17..]),
            (char)message[25],
            BinaryPrimitives.ReadUInt64BigEndian(message[26..])
        );
        return true;
    }

    /// <summary>Writes the message without appendages; returns its size.</summary>
    public int Write(Span<byte> message)
    {
        message[0] = (byte)Type;
        BinaryPrimitives.WriteUInt64BigEndian(message[1..], Timestamp);
        BinaryPrimitives.WriteUInt32BigEndian(message[9..], UserRef);
        BinaryPrimitives.WriteUInt32BigEndian(message[13..], Quantity);
        BinaryPrimitives.WriteUInt64BigEndian(message[17..], Price);
        message[25] = (byte)Liquidity;
        BinaryPrimitives.WriteUInt64BigEndian(message[26..], Match);
        BinaryPrimitives.WriteUInt16BigEndian(message[AppendageLengthOffset..], 0);
        return Size;
    }
}
