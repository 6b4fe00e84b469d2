using System.Buffers.Binary;

namespace Beacon.Exchange.Itch;

/// <summary>An order is replaced and loses its place in time (ITCH 5.0, type U, 35 bytes).</summary>
/// <param name="Header">Offset 0, length 11.</param>
/// <param name="Original">Offset 11, length 8: the reference number of the order that goes.</param>
/// <param name="Reference">Offset 19, length 8: the reference number of the order that comes.</param>
/// <param name="Shares">Offset 27, length 4: shares.</param>
/// <param name="Price">Offset 31, length 4: price in ten-thousandths of a dollar.</param>
public readonly record struct OrderReplace(ItchHeader Header, ulong Original, ulong Reference, uint Shares, uint Price)
{
    /// <summary>The type.</summary>
    public const char Type = 'U';

    /// <summary>Bytes on the wire.</summary>
    public const int Size = 35;

    /// <summary>Reads a whole message.</summary>
    public static OrderReplace Read(ReadOnlySpan<byte> message)
    {
        var fields = new MessageFields(message, Size);
        return new(fields.Header(), fields.UInt64(11), fields.UInt64(19), fields.UInt32(27), fields.UInt32(31));
    }

    /// <summary>Writes the message; returns its size.</summary>
    public int Write(Span<byte> message)
    {
        message[..Size].Fill((byte)' ');
        Header.Write(message, Type);
        BinaryPrimitives.WriteUInt64BigEndian(message[11..], Original);
        BinaryPrimitives.WriteUInt64BigEndian(message[19..], Reference);
        BinaryPrimitives.WriteUInt32BigEndian(message[27..], Shares);
        BinaryPrimitives.WriteUInt32BigEndian(message[31..], Price);
        return Size;
    }
}
