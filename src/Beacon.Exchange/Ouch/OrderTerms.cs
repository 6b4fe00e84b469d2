using System.Buffers.Binary;

namespace Beacon.Exchange.Ouch;

/// <summary>
/// What Order Accepted and Order Replaced tell of an order, in the same layout in both: 55 bytes from its number to the length of the
/// appendages. Offsets count from the number.
/// </summary>
internal static class OrderTerms
{
    public const int Size = 55;

    public static (EnterOrder Order, ulong Reference, char State) Read(ReadOnlySpan<byte> terms) =>
        (
            new EnterOrder(
                BinaryPrimitives.ReadUInt32BigEndian(terms),
                (Side)terms[4],
                BinaryPrimitives.ReadUInt32BigEndian(terms[5..]),
                Symbol.Read(terms[9..]),
                BinaryPrimitives.ReadUInt64BigEndian(terms[17..]),
                (TimeInForce)terms[25],
                (char)terms[26],
                (char)terms[35],
                (char)terms[36],
                (char)terms[37],
                ClientOrderId.Read(terms[39..])
            ),
            BinaryPrimitives.ReadUInt64BigEndian(terms[27..]),
            (char)terms[38]
        );

    public static void Write(Span<byte> terms, in EnterOrder order, ulong reference, char state)
    {
        BinaryPrimitives.WriteUInt32BigEndian(terms, order.UserRef);
        terms[4] = (byte)order.Side;
        BinaryPrimitives.WriteUInt32BigEndian(terms[5..], order.Quantity);
        order.Symbol.Write(terms[9..]);
        BinaryPrimitives.WriteUInt64BigEndian(terms[17..], order.Price);
        terms[25] = (byte)order.TimeInForce;
        terms[26] = (byte)order.Display;
        BinaryPrimitives.WriteUInt64BigEndian(terms[27..], reference);
        terms[35] = (byte)order.Capacity;
        terms[36] = (byte)order.InterMarketSweep;
        terms[37] = (byte)order.CrossType;
        terms[38] = (byte)state;
        order.ClientOrderId.Write(terms[39..]);
        BinaryPrimitives.WriteUInt16BigEndian(terms[53..], 0);
    }
}
