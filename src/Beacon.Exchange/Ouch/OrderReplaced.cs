using System.Buffers.Binary;

namespace Beacon.Exchange.Ouch;

/// <summary>Order Replaced (OUCH 5.0 rev 1.04, outbound type U, 68 bytes and appendages).</summary>
/// <param name="Timestamp">Offset 1, length 8: nanoseconds since midnight.</param>
/// <param name="OriginalUserRef">Offset 9, length 4: the order that is no more.</param>
/// <param name="Order">
/// The order that took its place: number 13, side 17, quantity 18, symbol 22, price 30, time in force 38, display 39, capacity 48,
/// inter-market sweep 49, cross type 50, client order id 52.
/// </param>
/// <param name="Reference">Offset 40, length 8: the exchange's number of the order.</param>
/// <param name="State">Offset 51, length 1: L live, D dead.</param>
public readonly record struct OrderReplaced(ulong Timestamp, uint OriginalUserRef, EnterOrder Order, ulong Reference, char State = 'L')
{
    /// <summary>The type.</summary>
    public const char Type = 'U';

    /// <summary>Bytes on the wire without appendages.</summary>
    public const int Size = 68;

    /// <summary>Where the length of the <see cref="Appendages"/> stands.</summary>
    public const int AppendageLengthOffset = 66;

    private const int TermsOffset = Size - OrderTerms.Size;

    /// <summary>Reads a message; false: it is too short.</summary>
    public static bool TryRead(ReadOnlySpan<byte> message, out OrderReplaced replaced)
    {
        replaced = default;
        if (message.Length < Size)
            return false;
        var (order, reference, state) = OrderTerms.Read(message[TermsOffset..]);
        replaced = new OrderReplaced(
            BinaryPrimitives.ReadUInt64BigEndian(message[1..]),
            BinaryPrimitives.ReadUInt32BigEndian(message[9..]),
            order,
            reference,
            state
        );
        return true;
    }

    /// <summary>Writes the message without appendages; returns its size.</summary>
    public int Write(Span<byte> message)
    {
        message[0] = (byte)Type;
        BinaryPrimitives.WriteUInt64BigEndian(message[1..], Timestamp);
        BinaryPrimitives.WriteUInt32BigEndian(message[9..], OriginalUserRef);
        OrderTerms.Write(message[TermsOffset..], Order, Reference, State);
        return Size;
    }
}
