using System.Buffers.Binary;

namespace Beacon.Exchange.Ouch;

/// <summary>
/// Mass Cancel Response (OUCH 5.0 rev 1.04, outbound type X, 27 bytes and appendages); an Order Canceled follows for each order.
/// </summary>
/// <param name="Timestamp">Offset 1, length 8: nanoseconds since midnight.</param>
/// <param name="Request">The request: number 9, firm 13, symbol 17.</param>
public readonly record struct MassCancelResponse(ulong Timestamp, MassCancelOrder Request)
{
    /// <summary>The type.</summary>
    public const char Type = 'X';

    /// <summary>Bytes on the wire without appendages.</summary>
    public const int Size = 27;

    /// <summary>Where the length of the <see cref="Appendages"/> stands.</summary>
    public const int AppendageLengthOffset = 25;

    /// <summary>Reads a message; false: it is too short.</summary>
    public static bool TryRead(ReadOnlySpan<byte> message, out MassCancelResponse response)
    {
        response = default;
        if (message.Length < Size)
            return false;
        response = new MassCancelResponse(
            BinaryPrimitives.ReadUInt64BigEndian(message[1..]),
            new MassCancelOrder(BinaryPrimitives.ReadUInt32BigEndian(message[9..]), Mpid.Read(message[13..]), Symbol.Read(message[17..]))
        );
        return true;
    }

    /// <summary>Writes the message without appendages; returns its size.</summary>
    public int Write(Span<byte> message)
    {
        message[0] = (byte)Type;
        BinaryPrimitives.WriteUInt64BigEndian(message[1..], Timestamp);
        BinaryPrimitives.WriteUInt32BigEndian(message[9..], Request.UserRef);
        Request.Firm.Write(message[13..]);
        Request.Symbol.Write(message[17..]);
        BinaryPrimitives.WriteUInt16BigEndian(message[AppendageLengthOffset..], 0);
        return Size;
    }
}
