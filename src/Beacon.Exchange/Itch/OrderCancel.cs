using System.Buffers.Binary;

namespace Beacon.Exchange.Itch;

/// <summary>A part of an order is cancelled (ITCH 5.0, type X, 23 bytes).</summary>
/// <param name="Header">Offset 0, length 11.</param>
/// <param name="Reference">Offset 11, length 8: the order's reference number of the day.</param>
/// <param name="Cancelled">Offset 19, length 4: shares taken off.</param>
public readonly record struct OrderCancel(ItchHeader Header, ulong Reference, uint Cancelled)
{
    /// <summary>The type.</summary>
    public const char Type = 'X';

    /// <summary>Bytes on the wire.</summary>
    public const int Size = 23;

    /// <summary>Reads a whole message.</summary>
    public static OrderCancel Read(ReadOnlySpan<byte> message)
    {
        var fields = new MessageFields(message, Size);
        return new(fields.Header(), fields.UInt64(11), fields.UInt32(19));
    }

    /// <summary>Writes the message; returns its size.</summary>
    public int Write(Span<byte> message)
    {
        message[..Size].Fill((byte)' ');
        Header.Write(message, Type);
        BinaryPrimitives.WriteUInt64BigEndian(message[11..], Reference);
        BinaryPrimitives.WriteUInt32BigEndian(message[19..], Cancelled);
        return Size;
    }
}
