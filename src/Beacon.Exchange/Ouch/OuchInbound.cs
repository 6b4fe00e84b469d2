using System.Buffers.Binary;

namespace Beacon.Exchange.Ouch;

/// <summary>How long an order stays (OUCH 5.0, Time In Force).</summary>
public enum TimeInForce : byte
{
    /// <summary>Until the end of the day.</summary>
    Day = (byte)'0',

    /// <summary>Whatever is not executed at once is cancelled.</summary>
    ImmediateOrCancel = (byte)'3',
}

/// <summary>Enter Order (OUCH 5.0 rev 1.04, inbound type O).</summary>
/// <param name="UserRef">Offset 1, length 4: the client's number of the order; strictly rising, from 1.</param>
/// <param name="Side">Offset 5, length 1: B or S.</param>
/// <param name="Quantity">Offset 6, length 4: shares, 1 to 999,999.</param>
/// <param name="Symbol">Offset 10, length 8.</param>
/// <param name="Price">Offset 18, length 8: in ten-thousandths of a dollar.</param>
/// <param name="TimeInForce">Offset 26, length 1.</param>
public readonly record struct EnterOrder(uint UserRef, Side Side, uint Quantity, Symbol Symbol, ulong Price, TimeInForce TimeInForce)
{
    /// <summary>The type.</summary>
    public const char Type = 'O';

    /// <summary>Bytes on the wire without appendages.</summary>
    public const int Size = 47;

    /// <summary>Reads a message; false: it is too short.</summary>
    public static bool TryRead(ReadOnlySpan<byte> message, out EnterOrder order)
    {
        order = default;
        if (message.Length < Size) return false;
        order = new EnterOrder(
            BinaryPrimitives.ReadUInt32BigEndian(message[1..]),
            (Side)message[5],
            BinaryPrimitives.ReadUInt32BigEndian(message[6..]),
            Symbol.Read(message[10..]),
            BinaryPrimitives.ReadUInt64BigEndian(message[18..]),
            (TimeInForce)message[26]);
        return true;
    }

    /// <summary>Writes the message: displayed, as agent, no sweep, no cross, no client order id, no appendage; returns its size.</summary>
    public int Write(Span<byte> message)
    {
        message[..Size].Fill((byte)' ');
        message[0] = (byte)Type;
        BinaryPrimitives.WriteUInt32BigEndian(message[1..], UserRef);
        message[5] = (byte)Side;
        BinaryPrimitives.WriteUInt32BigEndian(message[6..], Quantity);
        Symbol.Write(message[10..]);
        BinaryPrimitives.WriteUInt64BigEndian(message[18..], Price);
        message[26] = (byte)TimeInForce;
        "YANN"u8.CopyTo(message[27..]);
        BinaryPrimitives.WriteUInt16BigEndian(message[45..], 0);
        return Size;
    }
}

/// <summary>Cancel Order (OUCH 5.0 rev 1.04, inbound type X).</summary>
/// <param name="UserRef">Offset 1, length 4.</param>
/// <param name="Quantity">Offset 5, length 4: the total that is to be left of the order, what was executed included; 0: nothing more.</param>
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
        if (message.Length < Size) return false;
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
