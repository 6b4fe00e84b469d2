using System.Buffers.Binary;

namespace Beacon.Exchange.Itch;

/// <summary>A security of the day and its locate number (ITCH 5.0, type R, 39 bytes).</summary>
/// <param name="Header">Offset 0, length 11.</param>
/// <param name="Stock">Offset 11, length 8: the symbol.</param>
/// <param name="Category">
/// Offset 19, length 1: market category: Q, G, S NASDAQ tiers; N NYSE; A NYSE American; P NYSE Arca; Z BATS; V IEX; space: not
/// available.
/// </param>
/// <param name="FinancialStatus">
/// Offset 20, length 1: N normal; D deficient, E delinquent, Q bankrupt, and their combinations; C creations or redemptions
/// suspended; space: not available.
/// </param>
/// <param name="RoundLotSize">Offset 21, length 4: shares of a round lot.</param>
/// <param name="RoundLotsOnly">Offset 25, length 1: Y or N: whether only round lots are accepted.</param>
/// <param name="Classification">Offset 26, length 1: class of the issue: C common stock, Q ETF, A ADR, ....</param>
/// <param name="SubType">Offset 27, length 2: type of the issue within its class; Z: not applicable.</param>
/// <param name="Authenticity">Offset 29, length 1: P live, T test.</param>
/// <param name="ShortSaleThreshold">Offset 30, length 1: Y, N, or space: not available.</param>
/// <param name="Ipo">Offset 31, length 1: Y, N, or space: not available.</param>
/// <param name="LuldTier">Offset 32, length 1: reference price tier of limit up, limit down: 1, 2, or space: not applicable.</param>
/// <param name="Etp">Offset 33, length 1: exchange traded product: Y, N, or space: not available.</param>
/// <param name="EtpLeverage">Offset 34, length 4: leverage of the exchange traded product, as a whole number; 0: not applicable.</param>
/// <param name="Inverse">Offset 38, length 1: Y or N: whether it moves against its index.</param>
public readonly record struct StockDirectory(
    ItchHeader Header,
    Symbol Stock,
    char Category,
    char FinancialStatus,
    uint RoundLotSize,
    char RoundLotsOnly,
    char Classification,
    IssueSubType SubType,
    char Authenticity,
    char ShortSaleThreshold,
    char Ipo,
    char LuldTier,
    char Etp,
    uint EtpLeverage,
    char Inverse
)
{
    /// <summary>The type.</summary>
    public const char Type = 'R';

    /// <summary>Bytes on the wire.</summary>
    public const int Size = 39;

    /// <summary>Reads a whole message.</summary>
    public static StockDirectory Read(ReadOnlySpan<byte> message)
    {
        var fields = new MessageFields(message, Size);
        return new(
            fields.Header(),
            fields.Symbol(11),
            fields.Char(19),
            fields.Char(20),
            fields.UInt32(21),
            fields.Char(25),
            fields.Char(26),
            new IssueSubType(fields.Char(27), fields.Char(28)),
            fields.Char(29),
            fields.Char(30),
            fields.Char(31),
            fields.Char(32),
            fields.Char(33),
            fields.UInt32(34),
            fields.Char(38)
        );
    }

    /// <summary>Writes the message; returns its size.</summary>
    public int Write(Span<byte> message)
    {
        message[..Size].Fill((byte)' ');
        Header.Write(message, Type);
        Stock.Write(message[11..]);
        message[19] = (byte)Category;
        message[20] = (byte)FinancialStatus;
        BinaryPrimitives.WriteUInt32BigEndian(message[21..], RoundLotSize);
        message[25] = (byte)RoundLotsOnly;
        message[26] = (byte)Classification;
        SubType.Write(message[27..]);
        message[29] = (byte)Authenticity;
        message[30] = (byte)ShortSaleThreshold;
        message[31] = (byte)Ipo;
        message[32] = (byte)LuldTier;
        message[33] = (byte)Etp;
        BinaryPrimitives.WriteUInt32BigEndian(message[34..], EtpLeverage);
        message[38] = (byte)Inverse;
        return Size;
    }
}
