using System.Buffers.Binary;

namespace Beacon.Exchange.Itch;

/// <summary>A security of the day and its locate number (ITCH 5.0, type R, 39 bytes).</summary>
/// <param name="Header">Offset 0, length 11.</param>
/// <param name="Stock">Offset 11, length 8: the symbol.</param>
/// <param name="Category">Offset 19, length 1: market category.</param>
/// <param name="FinancialStatus">Offset 20, length 1: financial status.</param>
/// <param name="RoundLotSize">Offset 21, length 4: shares of a round lot.</param>
public readonly record struct StockDirectory(ItchHeader Header, Symbol Stock, char Category, char FinancialStatus, uint RoundLotSize)
{
    /// <summary>The type.</summary>
    public const char Type = 'R';

    /// <summary>Bytes on the wire.</summary>
    public const int Size = 39;

    /// <summary>Reads a whole message.</summary>
    public static StockDirectory Read(ReadOnlySpan<byte> message) =>
        new(
            ItchHeader.Read(message),
            Symbol.Read(message[11..]),
            (char)message[19],
            (char)message[20],
            BinaryPrimitives.ReadUInt32BigEndian(message[21..])
        );

    /// <summary>Writes the message; returns its size.</summary>
    public int Write(Span<byte> message)
    {
        message[..Size].Fill((byte)' ');
        Header.Write(message, Type);
        Stock.Write(message[11..]);
        message[19] = (byte)Category;
        message[20] = (byte)FinancialStatus;
        BinaryPrimitives.WriteUInt32BigEndian(message[21..], RoundLotSize);
        return Size;
    }
}
