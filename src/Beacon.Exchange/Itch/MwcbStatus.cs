namespace Beacon.Exchange.Itch;

/// <summary>A level of the market-wide circuit breaker was breached (ITCH 5.0, type W, 12 bytes).</summary>
/// <param name="Header">Offset 0, length 11.</param>
/// <param name="BreachedLevel">Offset 11, length 1: 1, 2 or 3.</param>
public readonly record struct MwcbStatus(ItchHeader Header, char BreachedLevel)
{
    /// <summary>The type.</summary>
    public const char Type = 'W';

    /// <summary>Bytes on the wire.</summary>
    public const int Size = 12;

    /// <summary>Reads a whole message.</summary>
    public static MwcbStatus Read(ReadOnlySpan<byte> message)
    {
        var fields = new MessageFields(message, Size);
        return new(fields.Header(), fields.Char(11));
    }

    /// <summary>Writes the message; returns its size.</summary>
    public int Write(Span<byte> message)
    {
        message[..Size].Fill((byte)' ');
        Header.Write(message, Type);
        message[11] = (byte)BreachedLevel;
        return Size;
    }
}
