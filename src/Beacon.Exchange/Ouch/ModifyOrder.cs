using System.Buffers.Binary;

namespace Beacon.Exchange.Ouch;

/// <summary>Modify Order (OUCH 5.0 rev 1.04, inbound type M, 10 bytes).</summary>
/// <param name="UserRef">Offset 1, length 4.</param>
/// <param name="Side">Offset 5, length 1: the side that the order is to have.</param>
/// <param name="Quantity">Offset 6, length 4: the total that the order is to have, what was executed included.</param>
public readonly record struct ModifyOrder(uint UserRef, Side Side, uint Quantity)
{
    /// <summary>The type.</summary>
    public const char Type = 'M';

    /// <summary>Bytes on the wire without appendages.</summary>
    public const int Size = 10;

    /// <summary>Reads a message; false: it is too short.</summary>
    public static bool TryRead(ReadOnlySpan<byte> message, out ModifyOrder modify)
    {
        modify = default;
        if (message.Length < Size)
            return false;
        modify = new ModifyOrder(
            BinaryPrimitives.ReadUInt32BigEndian(message[1..]),
            (Side)message[5],
            BinaryPrimitives.ReadUInt32BigEndian(message[6..])
        );
        return true;
    }

    /// <summary>Writes the message; returns its size.</summary>
    public int Write(Span<byte> message)
    {
        message[0] = (byte)Type;
        BinaryPrimitives.WriteUInt32BigEndian(message[1..], UserRef);
        message[5] = (byte)Side;
        BinaryPrimitives.WriteUInt32BigEndian(message[6..], Quantity);
        return Size;
    }
}
