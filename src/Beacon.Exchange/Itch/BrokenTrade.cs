using System.Buffers.Binary;

namespace Beacon.Exchange.Itch;

/// <summary>A trade no longer counts (ITCH 5.0, type B, 19 bytes).</summary>
/// <param name="Header">Offset 0, length 11.</param>
/// <param name="Match">Offset 11, length 8: the match number of the day.</param>
public readonly record struct BrokenTrade(ItchHeader Header, ulong Match)
{
    /// <summary>The type.</summary>
    public const char Type = 'B';

    /// <summary>Bytes on the wire.</summary>
    public const int Size = 19;

    /// <summary>Reads a whole message.</summary>
    public static BrokenTrade Read(ReadOnlySpan<byte> message)
    {
        var fields = new MessageFields(message, Size);
        return new(fields.Header(), fields.UInt64(11));
    }

    /// <summary>Writes the message; returns its size.</summary>
    public int Write(Span<byte> message)
    {
        message[..Size].Fill((byte)' ');
        Header.Write(message, Type);
        BinaryPrimitives.WriteUInt64BigEndian(message[11..], Match);
        return Size;
    }
}
