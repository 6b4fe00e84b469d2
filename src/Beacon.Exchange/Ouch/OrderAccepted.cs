using System.Buffers.Binary;

namespace Beacon.Exchange.Ouch;

/// <summary>Order Accepted (OUCH 5.0 rev 1.04, outbound type A, 64 bytes and appendages).</summary>
/// <param name="Timestamp">Offset 1, length 8: nanoseconds since midnight.</param>
/// <param name="Order">
/// The order as it was accepted: number 9, side 13, quantity 14, symbol 18, price 26, time in force 34, display 35, capacity 44,
/// inter-market sweep 45, cross type 46, client order id 48.
/// </param>
/// <param name="Reference">Offset 36, length 8: the exchange's number of the order.</param>
/// <param name="State">Offset 47, length 1: L live, D dead.</param>
public readonly record struct OrderAccepted(ulong Timestamp, EnterOrder Order, ulong Reference, char State = 'L')
{
    /// <summary>The type.</summary>
    public const char Type = 'A';

    /// <summary>Bytes on the wire without appendages.</summary>
    public const int Size = 64;

    /// <summary>Where the length of the <see cref="Appendages"/> stands.</summary>
    public const int AppendageLengthOffset = 62;

    private const int TermsOffset = Size - OrderTerms.Size;

    /// <summary>Reads a message; false: it is too short.</summary>
    public static bool TryRead(ReadOnlySpan<byte> message, out OrderAccepted accepted)
    {
        accepted = default;
        if (message.Length < Size)
            return false;
        var (order, reference, state) = OrderTerms.Read(message[TermsOffset..]);
        accepted = new OrderAccepted(BinaryPrimitives.ReadUInt64BigEndian(message[1..]), order, reference, state);
        return true;
    }

    /// <summary>Writes the message without appendages; returns its size.</summary>
    public int Write(Span<byte> message)
    {
        message[0] = (byte)Type;
        BinaryPrimitives.WriteUInt64BigEndian(message[1..], Timestamp);
        OrderTerms.Write(message[TermsOffset..], Order, Reference, State);
        return Size;
    }
}
