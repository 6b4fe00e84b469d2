using System.Buffers.Binary;

namespace Beacon.Exchange.Ouch;

/// <summary>
/// Account Query (OUCH 5.0 rev 1.04, inbound type Q): asks for the next user reference number. It has no fields but options.
/// </summary>
public static class AccountQuery
{
    /// <summary>The type.</summary>
    public const char Type = 'Q';

    /// <summary>Bytes on the wire without appendages.</summary>
    public const int Size = 1;
}

/// <summary>Account Query Response (OUCH 5.0 rev 1.04, outbound type Q, 13 bytes; appendages only if an option is there).</summary>
/// <param name="Timestamp">Offset 1, length 8: nanoseconds since midnight.</param>
/// <param name="NextUserRef">Offset 9, length 4: the lowest number that the next order may have.</param>
public readonly record struct AccountQueryResponse(ulong Timestamp, uint NextUserRef)
{
    /// <summary>The type.</summary>
    public const char Type = 'Q';

    /// <summary>Bytes on the wire without appendages.</summary>
    public const int Size = 13;

    /// <summary>Reads a message; false: it is too short.</summary>
    public static bool TryRead(ReadOnlySpan<byte> message, out AccountQueryResponse response)
    {
        response = default;
        if (message.Length < Size)
            return false;
        response = new AccountQueryResponse(
            BinaryPrimitives.ReadUInt64BigEndian(message[1..]),
            BinaryPrimitives.ReadUInt32BigEndian(message[9..])
        );
        return true;
    }

    /// <summary>Writes the message without appendages; returns its size.</summary>
    public int Write(Span<byte> message)
    {
        message[0] = (byte)Type;
        BinaryPrimitives.WriteUInt64BigEndian(message[1..], Timestamp);
        BinaryPrimitives.WriteUInt32BigEndian(message[9..], NextUserRef);
        return Size;
    }
}
