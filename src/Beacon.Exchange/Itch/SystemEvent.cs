namespace Beacon.Exchange.Itch;

/// <summary>A step of the day (ITCH 5.0, type S, 12 bytes).</summary>
/// <param name="Header">Offset 0, length 11.</param>
/// <param name="Event">
/// Offset 11, length 1: O start of messages, S start of system hours, Q start of market hours, M end of market hours, E end of system
/// hours, C end of messages.
/// </param>
public readonly record struct SystemEvent(ItchHeader Header, char Event)
{
    /// <summary>The type.</summary>
    public const char Type = 'S';

    /// <summary>Bytes on the wire.</summary>
    public const int Size = 12;

    /// <summary>Reads a whole message.</summary>
    public static SystemEvent Read(ReadOnlySpan<byte> message)
    {
        var fields = new MessageFields(message, Size);
        return new(fields.Header(), fields.Char(11));
    }

    /// <summary>Writes the message; returns its size.</summary>
    public int Write(Span<byte> message)
    {
        message[..Size].Fill((byte)' ');
        Header.Write(message, Type);
        message[11] = (byte)Event;
        return Size;
    }
}
