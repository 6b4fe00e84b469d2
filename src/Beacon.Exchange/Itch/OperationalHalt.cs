namespace Beacon.Exchange.Itch;

/// <summary>A security is halted on one market for an operational reason (ITCH 5.0, type h, 21 bytes).</summary>
/// <param name="Header">Offset 0, length 11.</param>
/// <param name="Stock">Offset 11, length 8: the symbol.</param>
/// <param name="Market">Offset 19, length 1: Q NASDAQ, B BX, X PSX.</param>
/// <param name="Action">Offset 20, length 1: H halted, T trading again.</param>
public readonly record struct OperationalHalt(ItchHeader Header, Symbol Stock, char Market, char Action)
{
    /// <summary>The type.</summary>
    public const char Type = 'h';

    /// <summary>Bytes on the wire.</summary>
    public const int Size = 21;

    /// <summary>Reads a whole message.</summary>
    public static OperationalHalt Read(ReadOnlySpan<byte> message)
    {
        var fields = new MessageFields(message, Size);
        return new(fields.Header(), fields.Symbol(11), fields.Char(19), fields.Char(20));
    }

    /// <summary>Writes the message; returns its size.</summary>
    public int Write(Span<byte> message)
    {
        message[..Size].Fill((byte)' ');
        Header.Write(message, Type);
        Stock.Write(message[11..]);
        message[19] = (byte)Market;
        message[20] = (byte)Action;
        return Size;
    }
}
