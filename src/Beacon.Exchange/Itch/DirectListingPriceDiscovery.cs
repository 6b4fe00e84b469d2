using System.Buffers.Binary;

namespace Beacon.Exchange.Itch;

/// <summary>Price discovery of a direct listing with capital raise (ITCH 5.0, type O, 48 bytes).</summary>
/// <param name="Header">Offset 0, length 11.</param>
/// <param name="Stock">Offset 11, length 8: the symbol.</param>
/// <param name="OpenEligibility">Offset 19, length 1: Y or N: whether the security may be released.</param>
/// <param name="MinimumPrice">Offset 20, length 4: minimum allowable price in ten-thousandths of a dollar.</param>
/// <param name="MaximumPrice">Offset 24, length 4: maximum allowable price.</param>
/// <param name="NearPrice">Offset 28, length 4: near execution price.</param>
/// <param name="NearTime">Offset 32, length 8: when the near price was set, in nanoseconds since midnight.</param>
/// <param name="LowerCollar">Offset 40, length 4: lower price of the auction collar.</param>
/// <param name="UpperCollar">Offset 44, length 4: upper price of the auction collar.</param>
public readonly record struct DirectListingPriceDiscovery(
    ItchHeader Header,
    Symbol Stock,
    char OpenEligibility,
    uint MinimumPrice,
    uint MaximumPrice,
    uint NearPrice,
    ulong NearTime,
    uint LowerCollar,
    uint UpperCollar
)
{
    /// <summary>The type.</summary>
    public const char Type = 'O';

    /// <summary>Bytes on the wire.</summary>
    public const int Size = 48;

    /// <summary>Reads a whole message.</summary>
    public static DirectListingPriceDiscovery Read(ReadOnlySpan<byte> message)
    {
        var fields = new MessageFields(message, Size);
        return new(
            fields.Header(),
            fields.Symbol(11),
            fields.Char(19),
            fields.UInt32(20),
            fields.UInt32(24),
            fields.UInt32(28),
            fields.UInt64(32),
            fields.UInt32(40),
            fields.UInt32(44)
        );
    }

    /// <summary>Writes the message; returns its size.</summary>
    public int Write(Span<byte> message)
    {
        message[..Size].Fill((byte)' ');
        Header.Write(message, Type);
        Stock.Write(message[11..]);
        message[19] = (byte)OpenEligibility;
        BinaryPrimitives.WriteUInt32BigEndian(message[20..], MinimumPrice);
        BinaryPrimitives.WriteUInt32BigEndian(message[24..], MaximumPrice);
        BinaryPrimitives.WriteUInt32BigEndian(message[28..], NearPrice);
        BinaryPrimitives.WriteUInt64BigEndian(message[32..], NearTime);
        BinaryPrimitives.WriteUInt32BigEndian(message[40..], LowerCollar);
        BinaryPrimitives.WriteUInt32BigEndian(message[44..], UpperCollar);
        return Size;
    }
}
