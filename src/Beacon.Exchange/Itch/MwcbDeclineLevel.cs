using System.Buffers.Binary;

namespace Beacon.Exchange.Itch;

/// <summary>The index levels of the day at which the market-wide circuit breaker acts (ITCH 5.0, type V, 35 bytes).</summary>
/// <param name="Header">Offset 0, length 11.</param>
/// <param name="Level1">Offset 11, length 8: in hundred-millionths, as are the others.</param>
/// <param name="Level2">Offset 19, length 8.</param>
/// <param name="Level3">Offset 27, length 8.</param>
public readonly record struct MwcbDeclineLevel(ItchHeader Header, ulong Level1, ulong Level2, ulong Level3)
{
    /// <summary>The type.</summary>
    public const char Type = 'V';

    /// <summary>Bytes on the wire.</summary>
    public const int Size = 35;

    /// <summary>Reads a whole message.</summary>
    public static MwcbDeclineLevel Read(ReadOnlySpan<byte> message)
    {
        var fields = new MessageFields(message, Size);
        return new(fields.Header(), fields.UInt64(11), fields.UInt64(19), fields.UInt64(27));
    }

    /// <summary>Writes the message; returns its size.</summary>
    public int Write(Span<byte> message)
    {
        message[..Size].Fill((byte)' ');
        Header.Write(message, Type);
        BinaryPrimitives.WriteUInt64BigEndian(message[11..], Level1);
        BinaryPrimitives.WriteUInt64BigEndian(message[19..], Level2);
        BinaryPrimitives.WriteUInt64BigEndian(message[27..], Level3);
        return Size;
    }
}
