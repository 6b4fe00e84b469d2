using System.Globalization;
using Beacon.Exchange.Books;
using Beacon.Exchange.Itch;

namespace Beacon.Exchange.Checking;

/// <summary>
/// Verifies a day of ITCH 5.0, message by message: times that do not fall, events of the day in their order, values of the directory,
/// sides and shares, orders that are known, and, in market hours, books that are not crossed while their stocks trade.
/// </summary>
public sealed class ItchFileCheck
{
    private const int MostFaults = 20;
    private const string EventOrder = "OSQMEC";

    private readonly BookSet _books = new();
    private readonly TradingStates _states = new();
    private readonly long[] _counts = new long[128];
    private readonly List<string> _faults = [];
    private long _messages;
    private long _bytes;
    private int _securities;
    private ulong _first;
    private ulong _last;
    private string _events = "";
    private long _unknown;
    private long _faultCount;

    /// <summary>What is wrong, with its offset: the first twenty, and how many more.</summary>
    public IReadOnlyList<string> Faults =>
        _faultCount <= _faults.Count
            ? _faults
            : [.. _faults, string.Create(CultureInfo.InvariantCulture, $"and {_faultCount - _faults.Count:N0} more")];

    /// <summary>The next message.</summary>
    /// <param name="message">A whole message.</param>
    /// <param name="offset">Where it is in the file.</param>
    public void Add(ReadOnlySpan<byte> message, long offset)
    {
        var header = ItchHeader.Read(message);
        if (_messages++ == 0)
            _first = header.Timestamp;
        if (header.Timestamp < _last)
            Fault(offset, $"time falls from {Time(_last)} to {Time(header.Timestamp)}");
        _last = header.Timestamp;
        _bytes += message.Length;
        _counts[message[0] & 0x7F]++;
        if (message[0] == SystemEvent.Type)
            CheckEvent(SystemEvent.Read(message).Event, offset);
        if (message[0] == StockDirectory.Type)
            CheckDirectory(StockDirectory.Read(message), offset);
        if ((char)message[0] is AddOrder.Type or AddOrderWithAttribution.Type)
            CheckOrder(AddOrder.Read(message), offset);
        _states.Follow(message);
        CheckBook(message, offset);
    }

    /// <summary>The file has ended.</summary>
    public void Finish()
    {
        if (_messages == 0)
            Fault("it holds no messages");
    }

    /// <summary>What was seen, as a block of statistics.</summary>
    public StatisticsBlock Summary()
    {
        var block = new StatisticsBlock()
            .Count("Messages", _messages)
            .Count("Message Bytes", _bytes)
            .Count("Securities", _securities)
            .Line("First Message", Time(_first))
            .Line("Last Message", Time(_last))
            .Line("System Events", _events.Length == 0 ? "none" : _events)
            .Count("Unknown Orders", _unknown)
            .Count("Faults", _faultCount)
            .Group("Messages by Type");
        foreach (var type in Enumerable.Range(0, _counts.Length).Where(type => _counts[type] > 0))
            block.Line(
                ((char)type).ToString(),
                string.Create(CultureInfo.InvariantCulture, $"{_counts[type]:N0} ({100.0 * _counts[type] / _messages:0.00} %)")
            );
        return block;
    }

    private void CheckEvent(char code, long offset)
    {
        var place = EventOrder.IndexOf(code);
        if (place < 0)
            Fault(offset, $"system event '{PrintableText.Of([(byte)code])}' is none of {EventOrder}");
        else if (_events.Length > 0 && place <= EventOrder.IndexOf(_events[^1]))
            Fault(offset, $"system event {code} comes after {_events[^1]}");
        if (place >= 0)
            _events += code;
    }

    private void CheckDirectory(in StockDirectory directory, long offset)
    {
        _securities++;
        var isValid =
            directory.Authenticity is 'P' or 'T'
            && directory.RoundLotsOnly is 'Y' or 'N'
            && directory.ShortSaleThreshold is 'Y' or 'N' or ' '
            && directory.Ipo is 'Y' or 'N' or ' '
            && directory.LuldTier is '1' or '2' or ' '
            && directory.Etp is 'Y' or 'N' or ' '
            && directory.Inverse is 'Y' or 'N'
            && directory.RoundLotSize > 0;
        if (!isValid)
            Fault(offset, $"the directory of {directory.Stock} has a value that the specification does not have");
        if (directory.EtpLeverage > 100)
            Fault(offset, $"the directory of {directory.Stock} has leverage {directory.EtpLeverage}, which is no number of times");
    }

    private void CheckOrder(in AddOrder order, long offset)
    {
        if (order.Side is not (Side.Buy or Side.Sell))
            Fault(offset, $"the side of order {order.Reference} is '{PrintableText.Of([(byte)order.Side])}', neither B nor S");
        if (order.Shares == 0)
            Fault(offset, $"order {order.Reference} has no shares");
    }

    private void CheckBook(ReadOnlySpan<byte> message, long offset)
    {
        var unknown = _books.UnknownReferences;
        var locate = _books.Apply(message);
        if (_books.UnknownReferences > unknown)
        {
            _unknown++;
            Fault(offset, $"a message of type {(char)message[0]} names an order that is not live, or one that is there twice");
        }

        if (locate < 0)
            return;
        var (bid, ask) = (_books.BookOf((ushort)locate).BestBid, _books.BookOf((ushort)locate).BestAsk);
        var isCrossed = bid?.Price >= ask?.Price;
        if (_states.MustNotCross((ushort)locate, isCrossed) && isCrossed && _events.EndsWith('Q'))
            Fault(offset, $"the book of {_books.SymbolOf((ushort)locate)} is crossed: bid {Price(bid!.Value)}, offer {Price(ask!.Value)}");
    }

    private void Fault(long offset, string what) => Fault($"at offset {offset}: {what}");

    private void Fault(string what)
    {
        if (_faultCount++ < MostFaults)
            _faults.Add(what);
    }

    private static string Price(PriceLevel level) => (level.Price / 10_000m).ToString("0.00##", CultureInfo.InvariantCulture);

    private static string Time(ulong nanoseconds)
    {
        const ulong Second = 1_000_000_000;
        var (hours, minutes, seconds) = (nanoseconds / (3600 * Second), nanoseconds / (60 * Second) % 60, nanoseconds / Second % 60);
        return string.Create(CultureInfo.InvariantCulture, $"{hours:00}:{minutes:00}:{seconds:00}.{nanoseconds % Second:000000000}");
    }
}
