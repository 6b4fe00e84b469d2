using System.Buffers.Binary;

namespace Beacon.Exchange.Ouch;

/// <summary>Order Modified (OUCH 5.0 rev 1.04, outbound type M, 18 bytes; appendages only if an option is there).</summary>
/// <param name="Timestamp">Offset 1, length 8: nanoseconds since midnight.</param>
/// <param name="UserRef">Offset 9, length 4.</param>
/// <param name="Side">Offset 13, length 1: the side that the order now has.</param>
/// <param name="Quantity">Offset 14, length 4: the shares that the order now has.</param>
public readonly record struct OrderModified(ulong Timestamp, uint UserRef, Side Side, uint Quantity)
{
    /// <summary>The type.</summary>
    public const char Type = 'M';

    /// <summary>Bytes on the wire without appendages.</summary>
    public const int Size = 18;

    /// <summary>Reads a message; false: it is too short.</summary>
    public static bool TryRead(ReadOnlySpan<byte> message, out OrderModified modified)
    {
        modified = default;
        if (message.Length < Size)
            return false;
        modified = new OrderModified(
            BinaryPrimitives.ReadUInt64BigEndian(message[1..]),
            BinaryPrimitives.ReadUInt32BigEndian(message[9..]),
            (Side)message[13],
            BinaryPrimitives.ReadUInt32BigEndian(message[14..])
        );
        return true;
    }

    /// <summary>Writes the message; returns its size.</summary>
    public int Write(Span<byte> message)
    {
        message[0] = (byte)Type;
        BinaryPrimitives.WriteUInt64BigEndian(message[1..], Timestamp);
        BinaryPrimitives.WriteUInt32BigEndian(message[9..], UserRef);
        message[13] = (byte)Side;
        BinaryPrimitives.WriteUInt32BigEndian(message[14..], Quantity);
        return Size;
    }
}
