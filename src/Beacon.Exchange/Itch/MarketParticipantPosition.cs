namespace Beacon.Exchange.Itch;

/// <summary>A market participant's position in a security (ITCH 5.0, type L, 26 bytes).</summary>
/// <param name="Header">Offset 0, length 11.</param>
/// <param name="Participant">Offset 11, length 4: the market participant.</param>
/// <param name="Stock">Offset 15, length 8: the symbol.</param>
/// <param name="PrimaryMarketMaker">Offset 23, length 1: Y or N.</param>
/// <param name="Mode">Offset 24, length 1: N normal, P passive, S syndicate, R pre-syndicate, L penalty.</param>
/// <param name="State">Offset 25, length 1: A active, E excused, W withdrawn, S suspended, D deleted.</param>
public readonly record struct MarketParticipantPosition(
    ItchHeader Header,
    Mpid Participant,
    Symbol Stock,
    char PrimaryMarketMaker,
    char Mode,
    char State
)
{
    /// <summary>The type.</summary>
    public const char Type = 'L';

    /// <summary>Bytes on the wire.</summary>
    public const int Size = 26;

    /// <summary>Reads a whole message.</summary>
    public static MarketParticipantPosition Read(ReadOnlySpan<byte> message)
    {
        var fields = new MessageFields(message, Size);
        return new(fields.Header(), fields.Mpid(11), fields.Symbol(15), fields.Char(23), fields.Char(24), fields.Char(25));
    }

    /// <summary>Writes the message; returns its size.</summary>
    public int Write(Span<byte> message)
    {
        message[..Size].Fill((byte)' ');
        Header.Write(message, Type);
        Participant.Write(message[11..]);
        Stock.Write(message[15..]);
        message[23] = (byte)PrimaryMarketMaker;
        message[24] = (byte)Mode;
        message[25] = (byte)State;
        return Size;
    }
}
