using System.Buffers.Binary;

namespace Beacon.Exchange.Ouch;

/// <summary>Order Canceled (OUCH 5.0 rev 1.04, outbound type C, 18 bytes; appendages only if an option is there).</summary>
/// <param name="Timestamp">Offset 1, length 8: nanoseconds since midnight.</param>
/// <param name="UserRef">Offset 9, length 4.</param>
/// <param name="Decrement">Offset 13, length 4: shares taken off.</param>
/// <param name="Reason">Offset 17, length 1.</param>
public readonly record struct OrderCanceled(ulong Timestamp, uint UserRef, uint Decrement, CancelReason Reason)
{
    /// <summary>The type.</summary>
    public const char Type = 'C';

    /// <summary>Bytes on the wire without appendages.</summary>
    public const int Size = 18;

    /// <summary>Reads a message; false: it is too short.</summary>
    public static bool TryRead(ReadOnlySpan<byte> message, out OrderCanceled canceled)
    {
        canceled = default;
        if (message.Length < Size)
            return false;
        canceled = new OrderCanceled(
            BinaryPrimitives.ReadUInt64BigEndian(message[1..]),
            BinaryPrimitives.ReadUInt32BigEndian(message[9..]),
            BinaryPrimitives.ReadUInt32BigEndian(message[13..]),
            (CancelReason)message[17]
        );
        return true;
    }

    /// <summary>Writes the message; returns its size.</summary>
    public int Write(Span<byte> message)
    {
        message[0] = (byte)Type;
        BinaryPrimitives.WriteUInt64BigEndian(message[1..], Timestamp);
        BinaryPrimitives.WriteUInt32BigEndian(message[9..], UserRef);
        BinaryPrimitives.WriteUInt32BigEndian(message[13..], Decrement);
        message[17] = (byte)Reason;
        return Size;
    }
}
