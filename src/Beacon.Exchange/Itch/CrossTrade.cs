using System.Buffers.Binary;

namespace Beacon.Exchange.Itch;

/// <summary>The trade of a cross (ITCH 5.0, type Q, 40 bytes).</summary>
/// <param name="Header">Offset 0, length 11.</param>
/// <param name="Shares">Offset 11, length 8: shares.</param>
/// <param name="Stock">Offset 19, length 8: the symbol.</param>
/// <param name="Price">Offset 27, length 4: cross price in ten-thousandths of a dollar.</param>
/// <param name="Match">Offset 31, length 8: the match number of the day.</param>
/// <param name="CrossType">Offset 39, length 1: O opening, C closing, H halt or IPO.</param>
public readonly record struct CrossTrade(ItchHeader Header, ulong Shares, Symbol Stock, uint Price, ulong Match, char CrossType)
{
    /// <summary>The type.</summary>
    public const char Type = 'Q';

    /// <summary>Bytes on the wire.</summary>
    public const int Size = 40;

    /// <summary>Reads a whole message.</summary>
    public static CrossTrade Read(ReadOnlySpan<byte> message)
    {
        var fields = new MessageFields(message, Size);
        return new(fields.Header(), fields.UInt64(11), fields.Symbol(19), fields.UInt32(27), fields.UInt64(31), fields.Char(39));
    }

    /// <summary>Writes the message; returns its size.</summary>
    public int Write(Span<byte> message)
    {
        message[..Size].Fill((byte)' ');
        Header.Write(message, Type);
        BinaryPrimitives.WriteUInt64BigEndian(message[11..], Shares);
        Stock.Write(message[19..]);
        BinaryPrimitives.WriteUInt32BigEndian(message[27..], Price);
        BinaryPrimitives.WriteUInt64BigEndian(message[31..], Match);
        message[39] = (byte)CrossType;
        return Size;
    }
}
