using System.Buffers.Binary;

namespace Beacon.Exchange.Ouch;

/// <summary>Order Rejected (OUCH 5.0 rev 1.04, outbound type J, 29 bytes; appendages only if an option is there).</summary>
/// <param name="Timestamp">Offset 1, length 8: nanoseconds since midnight.</param>
/// <param name="UserRef">Offset 9, length 4.</param>
/// <param name="Reason">Offset 13, length 2.</param>
/// <param name="ClientOrderId">Offset 15, length 14.</param>
public readonly record struct OrderRejected(ulong Timestamp, uint UserRef, RejectReason Reason, ClientOrderId ClientOrderId = default)
{
    /// <summary>The type.</summary>
    public const char Type = 'J';

    /// <summary>Bytes on the wire without appendages.</summary>
    public const int Size = 29;

    /// <summary>Reads a message; false: it is too short.</summary>
    public static bool TryRead(ReadOnlySpan<byte> message, out OrderRejected rejected)
    {
        rejected = default;
        if (message.Length < Size)
            return false;
        rejected = new OrderRejected(
            BinaryPrimitives.ReadUInt64BigEndian(message[1..]),
            BinaryPrimitives.ReadUInt32BigEndian(message[9..]),
            (RejectReason)BinaryPrimitives.ReadUInt16BigEndian(message[13..]),
            ClientOrderId.Read(message[15..])
        );
        return true;
    }

    /// <summary>Writes the message; returns its size.</summary>
    public int Write(Span<byte> message)
    {
        message[0] = (byte)Type;
        BinaryPrimitives.WriteUInt64BigEndian(message[1..], Timestamp);
        BinaryPrimitives.WriteUInt32BigEndian(message[9..], UserRef);
        BinaryPrimitives.WriteUInt16BigEndian(message[13..], (ushort)Reason);
        ClientOrderId.Write(message[15..]);
        return Size;
    }
}
