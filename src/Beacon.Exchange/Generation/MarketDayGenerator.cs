using Beacon.Exchange.Itch;

namespace Beacon.Exchange.Generation;

/// <summary>Receives the messages of a generated day. Each is valid until this returns.</summary>
/// <param name="message">A whole ITCH message.</param>
public delegate void ItchMessageHandler(ReadOnlySpan<byte> message);

/// <summary>
/// A coherent day of ITCH messages, the same for the same parameters on any machine: every execution, cancellation, deletion and
/// replacement names a live order, no book is ever crossed, and nothing but the frame of the day is outside of market hours. The mix is
/// that of <see cref="MessageMix"/>.
/// </summary>
public sealed class MarketDayGenerator
{
    private const ulong Second = 1_000_000_000;
    private const ulong StartOfMessages = 3 * 3600 * Second;
    private const ulong StartOfSystemHours = 4 * 3600 * Second;
    private const ulong MarketOpen = (9 * 3600 + 30 * 60) * Second;
    private const ulong MarketClose = 16 * 3600 * Second;
    private const ulong EndOfSystemHours = 20 * 3600 * Second;
    private const ulong EndOfMessages = EndOfSystemHours + 5 * 60 * Second;

    private readonly SplitMix64 _random;
    private readonly GeneratedSecurity[] _securities;
    private readonly ItchMessageHandler _write;
    private readonly byte[] _buffer = new byte[64];
    private readonly ulong _meanGap;
    private readonly int _messages;
    private ulong _time = StartOfMessages;
    private ulong _nextReference = 1;
    private ulong _nextMatch = 1;

    private MarketDayGenerator(ulong seed, int messages, IReadOnlyList<Symbol> symbols, uint messagesPerSecond, ItchMessageHandler write)
    {
        _random = new SplitMix64(seed);
        _messages = messages;
        _meanGap = MeanGap(messages, symbols.Count, messagesPerSecond);
        _write = write;
        _securities = [.. symbols.Select((symbol, index) => new GeneratedSecurity(symbol, (ushort)(index + 1), _random))];
    }

    /// <summary>The fewest messages that a day with that many securities has: its frame.</summary>
    public static int LeastMessages(int symbols) => 6 + 2 * symbols;

    /// <summary>Whether so many messages at that rate end before the market closes; if not, they come faster.</summary>
    public static bool FitsInDay(int messages, int symbols, uint messagesPerSecond) =>
        MeanGap(messages, symbols, messagesPerSecond) == Second / messagesPerSecond;

    /// <summary>Generates a day.</summary>
    /// <param name="seed">Another seed gives another day.</param>
    /// <param name="messages">How many messages in all, the frame included.</param>
    /// <param name="symbols">The securities.</param>
    /// <param name="messagesPerSecond">Messages per second of market time, on average; more, where they would not fit in the day.</param>
    /// <param name="write">Receives them.</param>
    public static void Generate(
        ulong seed,
        int messages,
        IReadOnlyList<Symbol> symbols,
        uint messagesPerSecond,
        ItchMessageHandler write
    ) => new MarketDayGenerator(seed, messages, symbols, messagesPerSecond, write).Generate();

    /// <summary>Nanoseconds between two messages on average; a hundredth of the day is left free, since the gaps vary.</summary>
    private static ulong MeanGap(int messages, int symbols, uint messagesPerSecond)
    {
        var hours = (MarketClose - MarketOpen) / 100 * 99;
        return Math.Min(Second / messagesPerSecond, hours / (ulong)Math.Max(1, messages - LeastMessages(symbols)));
    }

    private void Generate()
    {
        Event('O', StartOfMessages);
        foreach (var security in _securities)
            Write(security.Directory(_time).Write(_buffer));
        Event('S', StartOfSystemHours);
        foreach (var security in _securities)
            Write(new TradingAction(HeaderOf(security), security.Symbol, 'T', Mpid.Blank).Write(_buffer));
        Event('Q', MarketOpen);
        for (var count = LeastMessages(_securities.Length); count < _messages; count++)
        {
            _time = Math.Min(_time + 1 + _random.Below((uint)(2 * _meanGap)), MarketClose - 1);
            Step(_securities[_random.Below((uint)_securities.Length)]);
        }

        Event('M', MarketClose);
        Event('E', EndOfSystemHours);
        Event('C', EndOfMessages);
    }

    private void Step(GeneratedSecurity security)
    {
        security.Drift(_random);
        switch (MessageMix.Choose(_random, security.Count))
        {
            case AddOrder.Type:
                Add(security);
                break;
            case AddOrderWithAttribution.Type:
                AddWithAttribution(security);
                break;
            case OrderDelete.Type:
                Delete(security);
                break;
            case OrderReplace.Type:
                Replace(security);
                break;
            case OrderExecuted.Type:
                Execute(security);
                break;
            case OrderExecutedWithPrice.Type:
                ExecuteWithPrice(security);
                break;
            case OrderCancel.Type:
                Cancel(security);
                break;
            case RetailInterest.Type:
                Write(new RetailInterest(HeaderOf(security), security.Symbol, "BSAN"[(int)_random.Below(4)]).Write(_buffer));
                break;
            default:
                Trade(security);
                break;
        }
    }

    private void Add(GeneratedSecurity security)
    {
        var order = security.Add(_nextReference++, security.AnySide(_random), _random);
        Write(
            new AddOrder(HeaderOf(security), order.Reference, order.Side, order.Shares, security.Symbol, (uint)order.Price).Write(_buffer)
        );
    }

    private void AddWithAttribution(GeneratedSecurity security)
    {
        var order = security.Add(_nextReference++, security.AnySide(_random), _random);
        Write(
            new AddOrderWithAttribution(
                HeaderOf(security),
                order.Reference,
                order.Side,
                order.Shares,
                security.Symbol,
                (uint)order.Price,
                GeneratedSecurity.Participant
            ).Write(_buffer)
        );
    }

    private void Delete(GeneratedSecurity security)
    {
        var order = security.Any(_random);
        Write(new OrderDelete(HeaderOf(security), order.Reference).Write(_buffer));
        security.Reduce(order, order.Shares);
    }

    private void Replace(GeneratedSecurity security)
    {
        var order = security.Any(_random);
        var (original, side) = (order.Reference, order.Side);
        security.Reduce(order, order.Shares);
        var replacement = security.Add(_nextReference++, side, _random);
        Write(
            new OrderReplace(HeaderOf(security), original, replacement.Reference, replacement.Shares, (uint)replacement.Price).Write(
                _buffer
            )
        );
    }

    private void Execute(GeneratedSecurity security)
    {
        var order = security.Best(_random);
        var shares = security.SomeOrAll(order, _random);
        Write(new OrderExecuted(HeaderOf(security), order.Reference, shares, _nextMatch++).Write(_buffer));
        security.Reduce(order, shares);
    }

    private void ExecuteWithPrice(GeneratedSecurity security)
    {
        var order = security.Best(_random);
        var shares = security.SomeOrAll(order, _random);
        var price = (uint)(security.Middle * GeneratedSecurity.Cent);
        Write(new OrderExecutedWithPrice(HeaderOf(security), order.Reference, shares, _nextMatch++, 'Y', price).Write(_buffer));
        security.Reduce(order, shares);
    }

    private void Cancel(GeneratedSecurity security)
    {
        var order = security.Any(_random);
        var shares = 1 + _random.Below(Math.Max(1, order.Shares - 1));
        Write(new OrderCancel(HeaderOf(security), order.Reference, shares).Write(_buffer));
        security.Reduce(order, shares);
    }

    private void Trade(GeneratedSecurity security)
    {
        var price = (uint)(security.Middle * GeneratedSecurity.Cent);
        var shares = GeneratedSecurity.Quantity(_random);
        Write(new Trade(HeaderOf(security), 0, Side.Buy, shares, security.Symbol, price, _nextMatch++).Write(_buffer));
    }

    private void Event(char code, ulong time)
    {
        _time = time;
        Write(new SystemEvent(new ItchHeader(0, 0, _time), code).Write(_buffer));
    }

    private ItchHeader HeaderOf(GeneratedSecurity security) => new(security.Locate, 0, _time);

    private void Write(int size) => _write(_buffer.AsSpan(0, size));
}
