using System.Buffers.Binary;

namespace Beacon.Exchange.Itch;

/// <summary>A trade with an order that was not displayed; it changes no book (ITCH 5.0, type P, 44 bytes).</summary>
/// <param name="Header">Offset 0, length 11.</param>
/// <param name="Reference">Offset 11, length 8: the order's reference number of the day.</param>
/// <param name="Side">Offset 19, length 1: B, always, since 2014.</param>
/// <param name="Shares">Offset 20, length 4: shares.</param>
/// <param name="Stock">Offset 24, length 8: the symbol.</param>
/// <param name="Price">Offset 32, length 4: price in ten-thousandths of a dollar.</param>
/// <param name="Match">Offset 36, length 8: the match number of the day.</param>
public readonly record struct Trade(ItchHeader Header, ulong Reference, Side Side, uint Shares, Symbol Stock, uint Price, ulong Match)
{
    /// <summary>The type.</summary>
    public const char Type = 'P';

    /// <summary>Bytes on the wire.</summary>
    public const int Size = 44;

    /// <summary>Reads a whole message.</summary>
    public static Trade Read(ReadOnlySpan<byte> message)
    {
        var fields = new MessageFields(message, Size);
        return new(
            fields.Header(),
            fields.UInt64(11),
            fields.Side(19),
            fields.UInt32(20),
            fields.Symbol(24),
            fields.UInt32(32),
            fields.UInt64(36)
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
        BinaryPrimitives.WriteUInt64BigEndian(message[36..], Match);
        return Size;
    }
}
