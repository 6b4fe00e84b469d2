using System.Buffers.Binary;

namespace Beacon.Exchange.Ouch;

/// <summary>System Event (OUCH 5.0 rev 1.04, outbound type S, 10 bytes).</summary>
/// <param name="Timestamp">Offset 1, length 8: nanoseconds since midnight.</param>
/// <param name="Event">Offset 9, length 1: S start of day, E end of day.</param>
public readonly record struct SystemEvent(ulong Timestamp, char Event)
{
    /// <summary>The type.</summary>
    public const char Type = 'S';

    /// <summary>Bytes on the wire.</summary>
    public const int Size = 10;

    /// <summary>The code of the first message of a day.</summary>
    public const char StartOfDay = 'S';

    /// <summary>The code of the last message of a day.</summary>
    public const char EndOfDay = 'E';

    /// <summary>Reads a message; false: it is too short.</summary>
    public static bool TryRead(ReadOnlySpan<byte> message, out SystemEvent systemEvent)
    {
        systemEvent = default;
        if (message.Length < Size)
            return false;
        systemEvent = new SystemEvent(BinaryPrimitives.ReadUInt64BigEndian(message[1..]), (char)message[9]);
        return true;
    }

    /// <summary>Writes the message; returns its size.</summary>
    public int Write(Span<byte> message)
    {
        message[0] = (byte)Type;
        BinaryPrimitives.WriteUInt64BigEndian(message[1..], Timestamp);
        message[9] = (byte)Event;
        return Size;
    }
}
