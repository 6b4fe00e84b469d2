using System.Buffers.Binary;

namespace Beacon.Exchange.Ouch;

/// <summary>Replace Order (OUCH 5.0 rev 1.04, inbound type U, 40 bytes and appendages).</summary>
/// <param name="OriginalUserRef">Offset 1, length 4: the order to be replaced.</param>
/// <param name="UserRef">Offset 5, length 4: the number of the one that takes its place, higher than all before.</param>
/// <param name="Quantity">Offset 9, length 4: shares in total, what was executed included.</param>
/// <param name="Price">Offset 13, length 8: in ten-thousandths of a dollar.</param>
/// <param name="TimeInForce">Offset 21, length 1.</param>
/// <param name="Display">Offset 22, length 1: Y visible.</param>
/// <param name="InterMarketSweep">Offset 23, length 1: N not eligible.</param>
/// <param name="ClientOrderId">Offset 24, length 14.</param>
public readonly record struct ReplaceOrder(
    uint OriginalUserRef,
    uint UserRef,
    uint Quantity,
    ulong Price,
    TimeInForce TimeInForce,
    char Display = 'Y',
    char InterMarketSweep = 'N',
    ClientOrderId ClientOrderId = default
)
{
    /// <summary>The type.</summary>
    public const char Type = 'U';

    /// <summary>Bytes on the wire without appendages.</summary>
    public const int Size = 40;

    /// <summary>Where the length of the <see cref="Appendages"/> stands.</summary>
    public const int AppendageLengthOffset = 38;

    /// <summary>Reads a message; false: it is too short.</summary>
    public static bool TryRead(ReadOnlySpan<byte> message, out ReplaceOrder replace)
    {
        replace = default;
        if (message.Length < Size)
            return false;
        replace = new ReplaceOrder(
            BinaryPrimitives.ReadUInt32BigEndian(message[1..]),
            BinaryPrimitives.ReadUInt32BigEndian(message[5..]),
            BinaryPrimitives.ReadUInt32BigEndian(message[9..]),
            BinaryPrimitives.ReadUInt64BigEndian(message[13..]),
            (TimeInForce)message[21],
            (char)message[22],
            (char)message[23],
            ClientOrderId.Read(message[24..])
        );
        return true;
    }

    /// <summary>Writes the message without appendages; returns its size.</summary>
    public int Write(Span<byte> message)
    {
        message[0] = (byte)Type;
        BinaryPrimitives.WriteUInt32BigEndian(message[1..], OriginalUserRef);
        BinaryPrimitives.WriteUInt32BigEndian(message[5..], UserRef);
        BinaryPrimitives.WriteUInt32BigEndian(message[9..], Quantity);
        BinaryPrimitives.WriteUInt64BigEndian(message[13..], Price);
        message[21] = (byte)TimeInForce;
        message[22] = (byte)Display;
        message[23] = (byte)InterMarketSweep;
        ClientOrderId.Write(message[24..]);
        BinaryPrimitives.WriteUInt16BigEndian(message[AppendageLengthOffset..], 0);
        return Size;
    }
}
