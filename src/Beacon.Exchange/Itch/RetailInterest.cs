namespace Beacon.Exchange.Itch;

/// <summary>Retail price improvement interest in a security (RPII) (ITCH 5.0, type N, 20 bytes).</summary>
/// <param name="Header">Offset 0, length 11.</param>
/// <param name="Stock">Offset 11, length 8: the symbol.</param>
/// <param name="Interest">Offset 19, length 1: B buy, S sell, A both, N none.</param>
public readonly record struct RetailInterest(ItchHeader Header, Symbol Stock, char Interest)
{
    /// <summary>The type.</summary>
    public const char Type = 'N';

    /// <summary>Bytes on the wire.</summary>
    public const int Size = 20;

    /// <summary>Reads a whole message.</summary>
    public static RetailInterest Read(ReadOnlySpan<byte> message)
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
        message[19] = (byte)Interest;
        return Size;
    }
}
