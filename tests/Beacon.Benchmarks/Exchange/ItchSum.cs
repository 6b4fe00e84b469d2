using System.Buffers.Binary;
using Beacon.Exchange.Itch;

namespace Beacon.Benchmarks.Exchange;

/// <summary>Decodes every message into its type, and uses every field, so that nothing can be left out.</summary>
internal static class ItchSum
{
    public static ulong Decode(byte[] day)
    {
        var sum = 0ul;
        for (var rest = day.AsSpan(); rest.Length > 0; )
        {
            var length = BinaryPrimitives.ReadUInt16BigEndian(rest);
            sum += Of(rest.Slice(2, length));
            rest = rest[(2 + length)..];
        }

        return sum;
    }

    private static ulong Of(ReadOnlySpan<byte> message)
    {
        switch ((char)message[0])
        {
            case AddOrder.Type:
                var add = AddOrder.Read(message);
                return Of(add.Header) + add.Reference + (byte)add.Side + add.Shares + add.Stock.Packed + add.Price;
            case OrderDelete.Type:
                var delete = OrderDelete.Read(message);
                return Of(delete.Header) + delete.Reference;
            case RetailInterest.Type:
                var interest = RetailInterest.Read(message);
                return Of(interest.Header) + interest.Stock.Packed + interest.Interest;
            case OrderReplace.Type:
                var replace = OrderReplace.Read(message);
                return Of(replace.Header) + replace.Original + replace.Reference + replace.Shares + replace.Price;
            case OrderExecuted.Type:
                var executed = OrderExecuted.Read(message);
                return Of(executed.Header) + executed.Reference + executed.Shares + executed.Match;
            case OrderCancel.Type:
                var cancel = OrderCancel.Read(message);
                return Of(cancel.Header) + cancel.Reference + cancel.Cancelled;
            case Trade.Type:
                var trade = Trade.Read(message);
                return Of(trade.Header)
                    + trade.Reference
                    + (byte)trade.Side
                    + trade.Shares
                    + trade.Stock.Packed
                    + trade.Price
                    + trade.Match;
            case AddOrderWithAttribution.Type:
                var attributed = AddOrderWithAttribution.Read(message);
                return Of(attributed.Header)
                    + attributed.Reference
                    + (byte)attributed.Side
                    + attributed.Shares
                    + attributed.Stock.Packed
                    + attributed.Price
                    + attributed.Attribution.Packed;
            case OrderExecutedWithPrice.Type:
                var priced = OrderExecutedWithPrice.Read(message);
                return Of(priced.Header) + priced.Reference + priced.Shares + priced.Match + priced.Printable + priced.Price;
            default:
                return Of(ItchHeader.Read(message));
        }
    }

    private static ulong Of(ItchHeader header) => header.Locate + header.Timestamp + header.Tracking;
}
