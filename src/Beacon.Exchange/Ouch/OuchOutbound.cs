using System.Buffers.Binary;

namespace Beacon.Exchange.Ouch;

/// <summary>Order Accepted (OUCH 5.0 rev 1.04, outbound type A).</summary>
/// <param name="Timestamp">Offset 1, length 8: nanoseconds since midnight.</param>
/// <param name="Order">The order as it was accepted: offsets 9 to 34.</param>
/// <param name="Reference">Offset 36, length 8: the exchange's number of the order.</param>
/// <param name="IsLive">Offset 47, length 1: L it rests or trades, D it is dead.</param>
public readonly record struct OrderAccepted(ulong Timestamp, EnterOrder Order, ulong Reference, bool IsLive)
{
    /// <summary>The type.</summary>
    public const char Type = 'A';

    /// <summary>Bytes on the wire without appendages.</summary>
    public const int Size = 64;

    /// <summary>Reads a message; false: it is too short.</summary>
    public static bool TryRead(ReadOnlySpan<byte> message, out OrderAccepted accepted)
    {
        accepted = default;
        if (message.Length < Size) return false;
        accepted = new OrderAccepted(
            BinaryPrimitives.ReadUInt64BigEndian(message[1..]),
            new EnterOrder(
                BinaryPrimitives.ReadUInt32BigEndian(message[9..]),
                (Side)message[13],
                BinaryPrimitives.ReadUInt32BigEndian(message[14..]),
                Symbol.Read(message[18..]),
                BinaryPrimitives.ReadUInt64BigEndian(message[26..]),
                (TimeInForce)message[34]),
            BinaryPrimitives.ReadUInt64BigEndian(message[36..]),
            message[47] == 'L');
        return true;
    }

    /// <summary>Writes the message; returns its size.</summary>
    public int Write(Span<byte> message)
    {
        message[..Size].Fill((byte)' ');
        message[0] = (byte)Type;
        BinaryPrimitives.WriteUInt64BigEndian(message[1..], Timestamp);
        BinaryPrimitives.WriteUInt32BigEndian(message[9..], Order.UserRef);
        message[13] = (byte)Order.Side;
        BinaryPrimitives.WriteUInt32BigEndian(message[14..], Order.Quantity);
        Order.Symbol.Write(message[18..]);
        BinaryPrimitives.WriteUInt64BigEndian(message[26..], Order.Price);
        message[34] = (byte)Order.TimeInForce;
        message[35] = (byte)'Y';
        BinaryPrimitives.WriteUInt64BigEndian(message[36..], Reference);
        "ANN"u8.CopyTo(message[44..]);
        message[47] = (byte)(IsLive ? 'L' : 'D');
        BinaryPrimitives.WriteUInt16BigEndian(message[62..], 0);
        return Size;
    }
}

/// <summary>Order Executed (OUCH 5.0 rev 1.04, outbound type E).</summary>
/// <param name="Timestamp">Offset 1, length 8: nanoseconds since midnight.</param>
/// <param name="UserRef">Offset 9, length 4.</param>
/// <param name="Quantity">Offset 13, length 4: shares of this execution.</param>
/// <param name="Price">Offset 17, length 8: in ten-thousandths of a dollar.</param>
/// <param name="Liquidity">Offset 25, length 1: A added, R removed.</param>
/// <param name="Match">Offset 26, length 8: the same on both sides of the trade.</param>
public readonly record struct OrderExecuted(ulong Timestamp, uint UserRef, uint Quantity, ulong Price, char Liquidity, ulong Match)
{
    /// <summary>The type.</summary>
    public const char Type = 'E';

    /// <summary>Bytes on the wire without appendages.</summary>
    public const int Size = 36;

    /// <summary>Reads a message; false: it is too short.</summary>
    public static bool TryRead(ReadOnlySpan<byte> message, out OrderExecuted executed)
    {
        executed = default;
        if (message.Length < Size) return false;
        executed = new OrderExecuted(
            BinaryPrimitives.ReadUInt64BigEndian(message[1..]),
            BinaryPrimitives.ReadUInt32BigEndian(message[9..]),
            BinaryPrimitives.ReadUInt32BigEndian(message[13..]),
            BinaryPrimitives.ReadUInt64BigEndian(message[17..]),
            (char)message[25],
            BinaryPrimitives.ReadUInt64BigEndian(message[26..]));
        return true;
    }

    /// <summary>Writes the message; returns its size.</summary>
    public int Write(Span<byte> message)
    {
        message[0] = (byte)Type;
        BinaryPrimitives.WriteUInt64BigEndian(message[1..], Timestamp);
        BinaryPrimitives.WriteUInt32BigEndian(message[9..], UserRef);
        BinaryPrimitives.WriteUInt32BigEndian(message[13..], Quantity);
        BinaryPrimitives.WriteUInt64BigEndian(message[17..], Price);
        message[25] = (byte)Liquidity;
        BinaryPrimitives.WriteUInt64BigEndian(message[26..], Match);
        BinaryPrimitives.WriteUInt16BigEndian(message[34..], 0);
        return Size;
    }
}

/// <summary>Order Canceled (OUCH 5.0 rev 1.04, outbound type C).</summary>
/// <param name="Timestamp">Offset 1, length 8: nanoseconds since midnight.</param>
/// <param name="UserRef">Offset 9, length 4.</param>
/// <param name="Decrement">Offset 13, length 4: shares taken off.</param>
/// <param name="Reason">Offset 17, length 1: U by the user, I immediate or cancel.</param>
public readonly record struct OrderCanceled(ulong Timestamp, uint UserRef, uint Decrement, char Reason)
{
    /// <summary>The type.</summary>
    public const char Type = 'C';

    /// <summary>Bytes on the wire without an appendage.</summary>
    public const int Size = 18;

    /// <summary>Reads a message; false: it is too short.</summary>
    public static bool TryRead(ReadOnlySpan<byte> message, out OrderCanceled canceled)
    {
        canceled = default;
        if (message.Length < Size) return false;
        canceled = new OrderCanceled(
            BinaryPrimitives.ReadUInt64BigEndian(message[1..]),
            BinaryPrimitives.ReadUInt32BigEndian(message[9..]),
            BinaryPrimitives.ReadUInt32BigEndian(message[13..]),
            (char)message[17]);
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

/// <summary>Why an order is rejected (OUCH 5.0 rev 1.04, reject reasons).</summary>
public enum RejectReason : ushort
{
    /// <summary>The side is neither B nor S.</summary>
    InvalidSide = 0x0009,

    /// <summary>The quantity is not within 1 to 999,999.</summary>
    InvalidQuantity = 0x0013,

    /// <summary>The symbol is not traded here.</summary>
    InvalidSymbol = 0x0017,

    /// <summary>The price is zero or too high.</summary>
    InvalidPrice = 0x001D,
}

/// <summary>Order Rejected (OUCH 5.0 rev 1.04, outbound type J).</summary>
/// <param name="Timestamp">Offset 1, length 8: nanoseconds since midnight.</param>
/// <param name="UserRef">Offset 9, length 4.</param>
/// <param name="Reason">Offset 13, length 2.</param>
public readonly record struct OrderRejected(ulong Timestamp, uint UserRef, RejectReason Reason)
{
    /// <summary>The type.</summary>
    public const char Type = 'J';

    /// <summary>Bytes on the wire without an appendage.</summary>
    public const int Size = 29;

    /// <summary>Reads a message; false: it is too short.</summary>
    public static bool TryRead(ReadOnlySpan<byte> message, out OrderRejected rejected)
    {
        rejected = default;
        if (message.Length < Size) return false;
        rejected = new OrderRejected(
            BinaryPrimitives.ReadUInt64BigEndian(message[1..]),
            BinaryPrimitives.ReadUInt32BigEndian(message[9..]),
            (RejectReason)BinaryPrimitives.ReadUInt16BigEndian(message[13..]));
        return true;
    }

    /// <summary>Writes the message; returns its size.</summary>
    public int Write(Span<byte> message)
    {
        message[..Size].Fill((byte)' ');
        message[0] = (byte)Type;
        BinaryPrimitives.WriteUInt64BigEndian(message[1..], Timestamp);
        BinaryPrimitives.WriteUInt32BigEndian(message[9..], UserRef);
        BinaryPrimitives.WriteUInt16BigEndian(message[13..], (ushort)Reason);
        return Size;
    }
}
