using System.Buffers.Binary;

namespace Beacon.Exchange.Ouch;

/// <summary>
/// Disable Order Entry Response and Enable Order Entry Response (OUCH 5.0 rev 1.04, outbound types G and K, 19 bytes and appendages).
/// </summary>
/// <param name="Timestamp">Offset 1, length 8: nanoseconds since midnight.</param>
/// <param name="Request">The request: number 9, firm 13.</param>
public readonly record struct OrderEntrySwitched(ulong Timestamp, OrderEntrySwitch Request)
{
    /// <summary>The type of the answer to the one that disables.</summary>
    public const char DisabledType = 'G';

    /// <summary>The type of the answer to the one that enables.</summary>
    public const char EnabledType = 'K';

    /// <summary>Bytes on the wire without appendages.</summary>
    public const int Size = 19;

    /// <summary>Where the length of the <see cref="Appendages"/> stands.</summary>
    public const int AppendageLengthOffset = 17;

    /// <summary>Reads a message; false: it is too short.</summary>
    public static bool TryRead(ReadOnlySpan<byte> message, out OrderEntrySwitched response)
    {
        response = default;
        if (message.Length < Size)
            return false;
        var request = new OrderEntrySwitch(
            message[0] == EnabledType,
            BinaryPrimitives.ReadUInt32BigEndian(message[9..]),
            Mpid.Read(message[13..])
        );
        response = new OrderEntrySwitched(BinaryPrimitives.ReadUInt64BigEndian(message[1..]), request);
        return true;
    }

    /// <summary>Writes the message without appendages; returns its size.</summary>
    public int Write(Span<byte> message)
    {
        message[0] = (byte)(Request.IsEnabled ? EnabledType : DisabledType);
        BinaryPrimitives.WriteUInt64BigEndian(message[1..], Timestamp);
        BinaryPrimitives.WriteUInt32BigEndian(message[9..], Request.UserRef);
        Request.Firm.Write(message[13..]);
        BinaryPrimitives.WriteUInt16BigEndian(message[AppendageLengthOffset..], 0);
        return Size;
    }
}
