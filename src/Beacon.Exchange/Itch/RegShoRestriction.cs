namespace Beacon.Exchange.Itch;

/// <summary>The short sale price test of a security (ITCH 5.0, type Y, 20 bytes).</summary>
/// <param name="Header">Offset 0, length 11.</param>
/// <param name="Stock">Offset 11, length 8: the symbol.</param>
/// <param name="Action">Offset 19, length 1: 0 none, 1 in effect since an intraday drop, 2 remains in effect.</param>
public readonly record struct RegShoRestriction(ItchHeader Header, Symbol Stock, char Action)
{
    /// <summary>The type.</summary>
    public const char Type = 'Y';

    /// <summary>Bytes on the wire.</summary>
    public const int Size = 20;

    /// <summary>Reads a whole message.</summary>
    public static RegShoRestriction Read(ReadOnlySpan<byte> message)
    {
        var fields = new MessageFields(message, Size);
        return new(fields.Header(), fields.Symbol(11), fields.Char(19));
    }

    /// <summary>Writes the message; returns its size.</summary>
    public int Write(Span<byte> message)
    {
        message[..Size].Fill((byte)' ');
        Header.Write(message, Type);
        Stock.Write(message[11..]);
        message[19] = (byte)Action;
        return Size;
    }
}
