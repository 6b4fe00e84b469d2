using System.Buffers.Binary;

namespace Beacon.Exchange.Itch;

/// <summary>The collar of an auction after a limit up, limit down pause (ITCH 5.0, type J, 35 bytes).</summary>
/// <param name="Header">Offset 0, length 11.</param>
/// <param name="Stock">Offset 11, length 8: the symbol.</param>
/// <param name="Reference">Offset 19, length 4: reference price in ten-thousandths of a dollar.</param>
/// <param name="Upper">Offset 23, length 4: upper collar.</param>
/// <param name="Lower">Offset 27, length 4: lower collar.</param>
/// <param name="Extension">Offset 31, length 4: how often it was extended.</param>
public readonly record struct LuldAuctionCollar(ItchHeader Header, Symbol Stock, uint Reference, uint Upper, uint Lower, uint Extension)
{
    /// <summary>The type.</summary>
    public const char Type = 'J';

    /// <summary>Bytes on the wire.</summary>
    public const int Size = 35;

    /// <summary>Reads a whole message.</summary>
    public static LuldAuctionCollar Read(ReadOnlySpan<byte> message)
    {
        var fields = new MessageFields(message, Size);
        return new(fields.Header(), fields.Symbol(11), fields.UInt32(19), fields.UInt32(23), fields.UInt32(27), fields.UInt32(31));
    }

    /// <summary>Writes the message; returns its size.</summary>
    public int Write(Span<byte> message)
    {
        message[..Size].Fill((byte)' ');
        Header.Write(message, Type);
        Stock.Write(message[11..]);
        BinaryPrimitives.WriteUInt32BigEndian(message[19..], Reference);
        BinaryPrimitives.WriteUInt32BigEndian(message[23..], Upper);
        BinaryPrimitives.WriteUInt32BigEndian(message[27..], Lower);
        BinaryPrimitives.WriteUInt32BigEndian(message[31..], Extension);
        return Size;
    }
}
