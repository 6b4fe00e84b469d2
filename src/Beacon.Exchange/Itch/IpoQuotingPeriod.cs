using System.Buffers.Binary;

namespace Beacon.Exchange.Itch;

/// <summary>When quoting of a new security begins (ITCH 5.0, type K, 28 bytes).</summary>
/// <param name="Header">Offset 0, length 11.</param>
/// <param name="Stock">Offset 11, length 8: the symbol.</param>
/// <param name="ReleaseTime">Offset 19, length 4: seconds since midnight.</param>
/// <param name="Qualifier">Offset 23, length 1: A anticipated, C canceled or postponed.</param>
/// <param name="Price">Offset 24, length 4: IPO price in ten-thousandths of a dollar.</param>
public readonly record struct IpoQuotingPeriod(ItchHeader Header, Symbol Stock, uint ReleaseTime, char Qualifier, uint Price)
{
    /// <summary>The type.</summary>
    public const char Type = 'K';

    /// <summary>Bytes on the wire.</summary>
    public const int Size = 28;

    /// <summary>Reads a whole message.</summary>
    public static IpoQuotingPeriod Read(ReadOnlySpan<byte> message)
    {
        var fields = new MessageFields(message, Size);
        return new(fields.Header(), fields.Symbol(11), fields.UInt32(19), fields.Char(23), fields.UInt32(24));
    }

    /// <summary>Writes the message; returns its size.</summary>
    public int Write(Span<byte> message)
    {
        message[..Size].Fill((byte)' ');
        Header.Write(message, Type);
        Stock.Write(message[11..]);
        BinaryPrimitives.WriteUInt32BigEndian(message[19..], ReleaseTime);
        message[23] = (byte)Qualifier;
        BinaryPrimitives.WriteUInt32BigEndian(message[24..], Price);
        return Size;
    }
}
