using System.Buffers.Binary;

namespace Beacon.Exchange.Itch;

/// <summary>An order leaves the book (ITCH 5.0, type D, 19 bytes).</summary>
/// <param name="Header">Offset 0, length 11.</param>
/// <param name="Reference">Offset 11, length 8: the order's reference number of the day.</param>
public readonly record struct OrderDelete(ItchHeader Header, ulong Reference)
{
    /// <summary>The type.</summary>
    public const char Type = 'D';

    /// <summary>Bytes on the wire.</summary>
    public const int Size = 19;

    /// <summary>Reads a whole message.</summary>
    public static OrderDelete Read(ReadOnlySpan<byte> message)
    {
        var fields = new MessageFields(message, Size);
        return new(fields.Header(), fields.UInt64(11));
    }

    /// <summary>Writes the message; returns its size.</summary>
    public int Write(Span<byte> message)
    {
        message[..Size].Fill((byte)' ');
        Header.Write(message, Type);
        BinaryPrimitives.WriteUInt64BigEndian(message[11..], Reference);
        return Size;
    }
}
