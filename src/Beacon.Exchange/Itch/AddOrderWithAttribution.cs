using System.Buffers.Binary;

namespace Beacon.Exchange.Itch;

/// <summary>An order enters the book under a market participant's name (ITCH 5.0, type F, 40 bytes).</summary>
/// <param name="Header">Offset 0, length 11.</param>
/// <param name="Reference">Offset 11, length 8: the order's reference number of the day.</param>
/// <param name="Side">Offset 19, length 1: B or S.</param>
/// <param name="Shares">Offset 20, length 4: shares.</param>
/// <param name="Stock">Offset 24, length 8: the symbol.</param>
/// <param name="Price">Offset 32, length 4: price in ten-thousandths of a dollar.</param>
/// <param name="Attribution">Offset 36, length 4: the market participant.</param>
public readonly record struct AddOrderWithAttribution(
    ItchHeader Header,
    ulong Reference,
    Side Side,
    uint Shares,
    Symbol Stock,
    uint Price,
    Mpid Attribution
)
{
    /// <summary>The type.</summary>
    public const char Type = 'F';

    /// <summary>Bytes on the wire.</summary>
    public const int Size = 40;

    /// <summary>Reads a whole message.</summary>
    public static AddOrderWithAttribution Read(ReadOnlySpan<byte> message)
    {
        var fields = new MessageFields(message, Size);
        return new(
            fields.Header(),
            fields.UInt64(11),
            fields.Side(19),
            fields.UInt32(20),
            fields.Symbol(24),
            fields.UInt32(32),
            fields.Mpid(36)
        );
    }

    /// <summary>Writes the message; returns its size.</summary>
    public int Write(Span<byte> message)
    {
        message[..Size].Fill((byte)' ');
        Header.Write(message, Type);
        BinaryPrimitives.WriteUInt64BigEndian(message[11..], Reference);
        message[19] = (byte)Side;
        BinaryPrimitives.WriteUInt32BigEndian(message[20..], Shares);
        Stock.Write(message[24..]);
        BinaryPrimitives.WriteUInt32BigEndian(message[32..], Price);
        Attribution.Write(message[36..]);
        return Size;
    }
}
