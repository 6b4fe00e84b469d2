using System.Buffers.Binary;

namespace Beacon.Exchange.Itch;

/// <summary>An order is executed at another price than its own (ITCH 5.0, type C, 36 bytes).</summary>
/// <param name="Header">Offset 0, length 11.</param>
/// <param name="Reference">Offset 11, length 8: the order's reference number of the day.</param>
/// <param name="Shares">Offset 19, length 4: shares.</param>
/// <param name="Match">Offset 23, length 8: the match number of the day.</param>
/// <param name="Printable">Offset 31, length 1: Y or N: whether it counts in time and sales.</param>
/// <param name="Price">Offset 32, length 4: price in ten-thousandths of a dollar.</param>
public readonly record struct OrderExecutedWithPrice(
    ItchHeader Header,
    ulong Reference,
    uint Shares,
    ulong Match,
    char Printable,
    uint Price
)
{
    /// <summary>The type.</summary>
    public const char Type = 'C';

    /// <summary>Bytes on the wire.</summary>
    public const int Size = 36;

    /// <summary>Reads a whole message.</summary>
    public static OrderExecutedWithPrice Read(ReadOnlySpan<byte> message)
    {
        var fields = new MessageFields(message, Size);
        return new(fields.Header(), fields.UInt64(11), fields.UInt32(19), fields.UInt64(23), fields.Char(31), fields.UInt32(32));
    }

    /// <summary>Writes the message; returns its size.</summary>
    public int Write(Span<byte> message)
    {
        message[..Size].Fill((byte)' ');
        Header.Write(message, Type);
        BinaryPrimitives.WriteUInt64BigEndian(message[11..], Reference);
        BinaryPrimitives.WriteUInt32BigEndian(message[19..], Shares);
        BinaryPrimitives.WriteUInt64BigEndian(message[23..], Match);
        message[31] = (byte)Printable;
        BinaryPrimitives.WriteUInt32BigEndian(message[32..], Price);
        return Size;
    }
}
