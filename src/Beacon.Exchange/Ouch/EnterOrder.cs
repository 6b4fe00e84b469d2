using System.Buffers.Binary;

namespace Beacon.Exchange.Ouch;

/// <summary>Enter Order (OUCH 5.0 rev 1.04, inbound type O, 47 bytes and appendages).</summary>
/// <param name="UserRef">Offset 1, length 4: the client's number of the order; strictly rising, from 1.</param>
/// <param name="Side">Offset 5, length 1.</param>
/// <param name="Quantity">Offset 6, length 4: shares, 1 to 999,999.</param>
/// <param name="Symbol">Offset 10, length 8.</param>
/// <param name="Price">Offset 18, length 8: in ten-thousandths of a dollar.</param>
/// <param name="TimeInForce">Offset 26, length 1.</param>
/// <param name="Display">Offset 27, length 1: Y visible.</param>
/// <param name="Capacity">Offset 28, length 1: A agency.</param>
/// <param name="InterMarketSweep">Offset 29, length 1: N not eligible.</param>
/// <param name="CrossType">Offset 30, length 1: N the continuous market.</param>
/// <param name="ClientOrderId">Offset 31, length 14.</param>
public readonly record struct EnterOrder(
    uint UserRef,
    Side Side,
    uint Quantity,
    Symbol Symbol,
    ulong Price,
    TimeInForce TimeInForce,
    char Display = 'Y',
    char Capacity = 'A',
    char InterMarketSweep = 'N',
    char CrossType = 'N',
    ClientOrderId ClientOrderId = default
)
{
    /// <summary>The type.</summary>
    public const char Type = 'O';

    /// <summary>Bytes on the wire without appendages.</summary>
    public const int Size = 47;

    /// <summary>Where the length of the <see cref="Appendages"/> stands.</summary>
    public const int AppendageLengthOffset = 45;

    /// <summary>Reads a message; false: it is too short.</summary>
    public static bool TryRead(ReadOnlySpan<byte> message, out EnterOrder order)
    {
        order = default;
        if (message.Length < Size)
            return false;
        order = new EnterOrder(
            BinaryPrimitives.ReadUInt32BigEndian(message[1..]),
            (Side)message[5],
            BinaryPrimitives.ReadUInt32BigEndian(message[6..]),
            Symbol.Read(message[10..]),
            BinaryPrimitives.ReadUInt64BigEndian(message[18..]),
            (TimeInForce)message[26],
            (char)message[27],
            (char)message[28],
            (char)message[29],
            (char)message[30],
            ClientOrderId.Read(message[31..])
        );
        return true;
    }

    /// <summary>Writes the message without appendages; returns its size.</summary>
    public int Write(Span<byte> message)
    {
        message[0] = (byte)Type;
        BinaryPrimitives.WriteUInt32BigEndian(message[1..], UserRef);
        message[5] = (byte)Side;
        BinaryPrimitives.WriteUInt32BigEndian(message[6..], Quantity);
        Symbol.Write(message[10..]);
        BinaryPrimitives.WriteUInt64BigEndian(message[18..], Price);
        message[26] = (byte)TimeInForce;
        message[27] = (byte)Display;
        message[28] = (byte)Capacity;
        message[29] = (byte)InterMarketSweep;
        message[30] = (byte)CrossType;
        ClientOrderId.Write(message[31..]);
        BinaryPrimitives.WriteUInt16BigEndian(message[AppendageLengthOffset..], 0);
        return Size;
    }
}
