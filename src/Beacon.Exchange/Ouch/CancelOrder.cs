using System.Buffers.Binary;

namespace Beacon.Exchange.Ouch;

/// <summary>Cancel Order (OUCH 5.0 rev 1.04, inbound type X, 9 bytes).</summary>
/// <param name="UserRef">Offset 1, length 4.</param>
/// <param name="Quantity">
/// Offset 5, length 4: the total that the order is to have, what was executed included; 0: nothing more of it.
/// </param>
public readonly record struct CancelOrder(uint UserRef, uint Quantity)
{
    /// <summary>The type.</summary>
    public const char Type = 'X';

    /// <summary>Bytes on the wire without appendages.</summary>
    public const int Size = 9;

    /// <summary>Reads a message; false: it is too short.</summary>
    public static bool TryRead(ReadOnlySpan<byte> message, out CancelOrder cancel)
    {
        cancel = default;
        if (message.Length < Size)
            return false;
        cancel = new CancelOrder(BinaryPrimitives.ReadUInt32BigEndian(message[1..]), BinaryPrimitives.ReadUInt32BigEndian(message[5..]));
        return true;
    }

    /// <summary>Writes the message; returns its size.</summary>
    public int Write(Span<byte> message)
    {
        message[0] = (byte)Type;
        BinaryPrimitives.WriteUInt32BigEndian(message[1..], UserRef);
        BinaryPrimitives.WriteUInt32BigEndian(message[5..], Quantity);
        return Size;
    }
}
