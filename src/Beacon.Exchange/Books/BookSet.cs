using Beacon.Exchange.Itch;

namespace Beacon.Exchange.Books;

/// <summary>The books of a day, rebuilt from ITCH messages. A new day (system event O) begins with empty books.</summary>
public sealed class BookSet
{
    private readonly OrderStore _orders = new();
    private readonly OrderBook?[] _books = new OrderBook?[ushort.MaxValue + 1];
    private readonly Symbol[] _symbols = new Symbol[ushort.MaxValue + 1];

    /// <summary>Messages that named an order that is not in its book, or one that is there twice.</summary>
    public long UnknownReferences { get; private set; }

    /// <summary>Messages that were not whole, or of no known type.</summary>
    public long Malformed { get; private set; }

    /// <summary>The book of a security.</summary>
    /// <param name="locate">Its locate number.</param>
    public OrderBook BookOf(ushort locate) => _books[locate] ??= new OrderBook(_orders);

    /// <summary>The symbol of a security, once the directory or an order has told it.</summary>
    /// <param name="locate">Its locate number.</param>
    public Symbol SymbolOf(ushort locate) => _symbols[locate];

    /// <summary>Applies a message; returns the locate number of the book that it changed, or -1.</summary>
    public int Apply(ReadOnlySpan<byte> message)
    {
        if (!ItchTypes.IsWhole(message))
        {
            Malformed++;
            return -1;
        }

        switch ((char)message[0])
        {
            case SystemEvent.Type when SystemEvent.Read(message).Event == 'O':
                foreach (var book in _books)
                    book?.Clear();
                return -1;
            case StockDirectory.Type:
                var directory = StockDirectory.Read(message);
                _symbols[directory.Header.Locate] = directory.Stock;
                return -1;
            case AddOrder.Type or AddOrderWithAttribution.Type:
                var add = AddOrder.Read(message);
                _symbols[add.Header.Locate] = add.Stock;
                return Changed(add.Header, BookOf(add.Header.Locate).Add(add.Reference, add.Side, add.Shares, add.Price));
            case OrderExecuted.Type:
                var executed = OrderExecuted.Read(message);
                return Reduce(executed.Header, executed.Reference, executed.Shares);
            case OrderExecutedWithPrice.Type:
                var priced = OrderExecutedWithPrice.Read(message);
                return Reduce(priced.Header, priced.Reference, priced.Shares);
            case OrderCancel.Type:
                var cancel = OrderCancel.Read(message);
                return Reduce(cancel.Header, cancel.Reference, cancel.Cancelled);
            case OrderDelete.Type:
                var delete = OrderDelete.Read(message);
                return Reduce(delete.Header, delete.Reference, uint.MaxValue);
            case OrderReplace.Type:
                return Replace(OrderReplace.Read(message));
            default:
                return -1;
        }
    }

    /// <summary>The original goes even if there is an order with the number of its replacement: then the book has changed too.</summary>
    private int Replace(in OrderReplace replace)
    {
        var book = BookOf(replace.Header.Locate);
        if (book.Find(replace.Original) is not { } order)
            return Changed(replace.Header, null);
        if (book.Replace(order, replace.Reference, replace.Shares, replace.Price) is null)
            UnknownReferences++;
        return replace.Header.Locate;
    }

    private int Reduce(ItchHeader header, ulong reference, uint shares)
    {
        var book = BookOf(header.Locate);
        var order = book.Find(reference);
        if (order is { } found)
            book.Reduce(found, shares);
        return Changed(header, order);
    }

    private int Changed(ItchHeader header, Order? order)
    {
        if (order is not null)
            return header.Locate;
        UnknownReferences++;
        return -1;
    }
}
