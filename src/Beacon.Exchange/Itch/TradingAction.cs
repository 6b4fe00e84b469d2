namespace Beacon.Exchange.Itch;

/// <summary>A security starts or stops trading (ITCH 5.0, type H, 25 bytes).</summary>
/// <param name="Header">Offset 0, length 11.</param>
/// <param name="Stock">Offset 11, length 8: the symbol.</param>
/// <param name="State">Offset 19, length 1: H halted, P paused, Q quotation only, T trading.</param>
/// <param name="Reason">Offset 21, length 4: reason code, such as T1; blank: none.</param>
public readonly record struct TradingAction(ItchHeader Header, Symbol Stock, char State, Mpid Reason)
{
    /// <summary>The type.</summary>
    public const char Type = 'H';

    /// <summary>Bytes on the wire.</summary>
    public const int Size = 25;

    /// <summary>Reads a whole message.</summary>
    public static TradingAction Read(ReadOnlySpan<byte> message)
    {
        var fields = new MessageFields(message, Size);
        return new(fields.Header(), fields.Symbol(11), fields.Char(19), fields.Mpid(21));
    }

    /// <summary>Writes the message; returns its size.</summary>
    public int Write(Span<byte> message)
    {
        message[..Size].Fill((byte)' ');
        Header.Write(message, Type);
        Stock.Write(message[11..]);
        message[19] = (byte)State;
        Reason.Write(message[21..]);
        return Size;
    }
}
