using System.Buffers.Binary;

namespace Beacon.Exchange.Itch;

/// <summary>The imbalance before a cross (ITCH 5.0, type I, 50 bytes).</summary>
/// <param name="Header">Offset 0, length 11.</param>
/// <param name="Paired">Offset 11, length 8: paired shares.</param>
/// <param name="Imbalance">Offset 19, length 8: shares without a counterpart.</param>
/// <param name="Direction">Offset 27, length 1: B buy, S sell, N none, O too few orders, P paused.</param>
/// <param name="Stock">Offset 28, length 8: the symbol.</param>
/// <param name="Far">Offset 36, length 4: far price in ten-thousandths of a dollar.</param>
/// <param name="Near">Offset 40, length 4: near price.</param>
/// <param name="Reference">Offset 44, length 4: current reference price.</param>
/// <param name="CrossType">Offset 48, length 1: O opening, C closing, H halt or IPO, A extended trading close.</param>
/// <param name="Variation">
/// Offset 49, length 1: how far the near price is from the best bid or offer: L below 1 %, 1 to 9, A, B, C, space.
/// </param>
public readonly record struct NetOrderImbalance(
    ItchHeader Header,
    ulong Paired,
    ulong Imbalance,
    char Direction,
    Symbol Stock,
    uint Far,
    uint Near,
    uint Reference,
    char CrossType,
    char Variation
)
{
    /// <summary>The type.</summary>
    public const char Type = 'I';

    /// <summary>Bytes on the wire.</summary>
    public const int Size = 50;

    /// <summary>Reads a whole message.</summary>
    public static NetOrderImbalance Read(ReadOnlySpan<byte> message)
    {
        var fields = new MessageFields(message, Size);
        return new(
            fields.Header(),
            fields.UInt64(11),
            fields.UInt64(19),
            fields.Char(27),
            fields.Symbol(28),
            fields.UInt32(36),
            fields.UInt32(40),
            fields.UInt32(44),
            fields.Char(48),
            fields.Char(49)
        );
    }

    /// <summary>Writes the message; returns its size.</summary>
    public int Write(Span<byte> message)
    {
        message[..Size].Fill((byte)' ');
        Header.Write(message, Type);
        BinaryPrimitives.WriteUInt64BigEndian(message[11..], Paired);
        BinaryPrimitives.WriteUInt64BigEndian(message[19..], Imbalance);
        message[27] = (byte)Direction;
        Stock.Write(message[28..]);
        BinaryPrimitives.WriteUInt32BigEndian(message[36..], Far);
        BinaryPrimitives.WriteUInt32BigEndian(message[40..], Near);
        BinaryPrimitives.WriteUInt32BigEndian(message[44..], Reference);
        message[48] = (byte)CrossType;
        message[49] = (byte)Variation;
        return Size;
    }
}
