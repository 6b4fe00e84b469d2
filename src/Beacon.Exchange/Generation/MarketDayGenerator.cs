using Beacon.Exchange.Books;
using Beacon.Exchange.Itch;

namespace Beacon.Exchange.Generation;

/// <summary>Receives the messages of a generated day. Each is valid until this returns.</summary>
/// <param name="message">A whole ITCH message.</param>
public delegate void ItchMessageHandler(ReadOnlySpan<byte> message);

/// <summary>
/// A coherent day of ITCH messages, the same for the same parameters on any machine: every execution, cancellation, deletion and
/// replacement names a live order, and no book is ever crossed. The mix is near that of a real day: many orders come and go untraded.
/// </summary>
public sealed class MarketDayGenerator
{
    private const ulong Second = 1_000_000_000;
    private const ulong MarketOpen = (9 * 3600 + 30 * 60) * Second;
    private const ulong MarketClose = 16 * 3600 * Second;
    private const ulong Cent = 100;
    private const int MaximumLiveOrders = 400;
    private const uint RoundLot = 100;

    private readonly SplitMix64 _random;
    private readonly Security[] _securities;
    private readonly ItchMessageHandler _write;
    private readonly byte[] _buffer = new byte[64];
    private readonly ulong _meanGap;
    private readonly int _messages;
    private ulong _time = 4 * 3600 * Second;
    private ulong _nextReference = 1;
    private ulong _nextMatch = 1;

    private MarketDayGenerator(ulong seed, int messages, IReadOnlyList<Symbol> symbols, uint messagesPerSecond, ItchMessageHandler write)
    {
        _random = new SplitMix64(seed);
        _messages = messages;
        _meanGap = Second / messagesPerSecond;
        _write = write;
        _securities = [.. symbols.Select((symbol, index) => new Security(symbol, (ushort)(index + 1), 10_000 + _random.Below(40_000)))];
    }

    /// <summary>The fewest messages that a day with that many securities has: its frame.</summary>
    public static int LeastMessages(int symbols) => 6 + 2 * symbols;

    /// <summary>Generates a day.</summary>
    /// <param name="seed">Another seed gives another day.</param>
    /// <param name="messages">How many messages in all, the frame included.</param>
    /// <param name="symbols">The securities.</param>
    /// <param name="messagesPerSecond">Messages per second of market time, on average.</param>
    /// <param name="write">Receives them.</param>
    public static void Generate(
        ulong seed,
        int messages,
        IReadOnlyList<Symbol> symbols,
        uint messagesPerSecond,
        ItchMessageHandler write
    ) => new MarketDayGenerator(seed, messages, symbols, messagesPerSecond, write).Generate();

    private sealed class Security(Symbol symbol, ushort locate, uint middleCents)
    {
        public Symbol Symbol => symbol;

        public ushort Locate => locate;

        public OrderBook Book { get; } = new();

        public List<ulong> Live { get; } = [];

        /// <summary>What the price moves around, in cents.</summary>
        public uint Middle { get; set; } = middleCents;
    }

    private void Generate()
    {
        Event('O');
        foreach (var security in _securities)
            Write(new StockDirectory(HeaderOf(security), security.Symbol, 'Q', 'N', RoundLot).Write(_buffer));
        Event('S');
        foreach (var security in _securities)
            Write(new TradingAction(HeaderOf(security), security.Symbol, 'T').Write(_buffer));
        _time = MarketOpen;
        Event('Q');
        for (var count = LeastMessages(_securities.Length); count < _messages; count++)
        {
            _time += 1 + _random.Below((uint)(2 * _meanGap));
            Step(_securities[_random.Below((uint)_securities.Length)]);
        }

        _time = Math.Max(_time, MarketClose);
        Event('M');
        Event('E');
        Event('C');
    }

    private void Step(Security security)
    {
        if (_random.Below(64) == 0)
            security.Middle += _random.Below(2) == 0 ? 1u : uint.MaxValue;

        var choice = _random.Below(10_000);
        var isFull = security.Live.Count >= MaximumLiveOrders;
        if (security.Live.Count < 10 || (choice < 4_650 && !isFull))
            Add(security);
        else if (choice < 9_000)
            Delete(security);
        else if (choice < 9_600)
            Replace(security);
        else if (choice < 9_820)
            Execute(security);
        else if (choice < 9_950)
            Cancel(security);
        else
            Trade(security);
    }

    private void Add(Security security)
    {
        var side = _random.Below(2) == 0 ? Side.Buy : Side.Sell;
        var order = security.Book.Add(_nextReference++, side, Quantity(), Price(security, side))!;
        security.Live.Add(order.Reference);
        Write(new AddOrder(HeaderOf(security), order.Reference, side, order.Shares, security.Symbol, (uint)order.Price).Write(_buffer));
    }

    private void Delete(Security security)
    {
        var order = Pick(security);
        Write(new OrderDelete(HeaderOf(security), order.Reference).Write(_buffer));
        Forget(security, order.Reference);
        security.Book.Remove(order);
    }

    private void Replace(Security security)
    {
        var order = Pick(security);
        var (original, side) = (order.Reference, order.Side);
        Forget(security, original);
        security.Book.Remove(order);
        var replacement = security.Book.Add(_nextReference++, side, Quantity(), Price(security, side))!;
        security.Live.Add(replacement.Reference);
        Write(
            new OrderReplace(HeaderOf(security), original, replacement.Reference, replacement.Shares, (uint)replacement.Price).Write(
                _buffer
            )
        );
    }

    private void Execute(Security security)
    {
        var level = _random.Below(2) == 0 ? security.Book.BestBid ?? security.Book.BestAsk : security.Book.BestAsk ?? security.Book.BestBid;
        var order = level!.First!;
        var shares = 1 + _random.Below(order.Shares);
        Write(new OrderExecuted(HeaderOf(security), order.Reference, shares, _nextMatch++).Write(_buffer));
        Reduce(security, order, shares);
    }

    private void Cancel(Security security)
    {
        var order = Pick(security);
        var shares = 1 + _random.Below(order.Shares);
        Write(new OrderCancel(HeaderOf(security), order.Reference, shares).Write(_buffer));
        Reduce(security, order, shares);
    }

    private void Trade(Security security) =>
        Write(
            new Trade(HeaderOf(security), 0, Side.Buy, Quantity(), security.Symbol, (uint)(security.Middle * Cent), _nextMatch++).Write(
                _buffer
            )
        );

    private void Reduce(Security security, Order order, uint shares)
    {
        if (shares >= order.Shares)
            Forget(security, order.Reference);
        security.Book.Reduce(order, shares);
    }

    private void Forget(Security security, ulong reference) => security.Live.Remove(reference);

    private Order Pick(Security security) => security.Book.Find(security.Live[(int)_random.Below((uint)security.Live.Count)])!;

    private uint Quantity() => RoundLot * (1 + _random.Below(10));

    /// <summary>A price on its own side of the middle and never through the other side's best.</summary>
    private ulong Price(Security security, Side side)
    {
        var distance = 1 + Math.Min(_random.Below(20), _random.Below(20));
        var cents = side == Side.Buy ? security.Middle - distance : security.Middle + distance;
        var price = cents * Cent;
        if (side == Side.Buy && security.Book.BestAsk is { } ask && price >= ask.Price)
            price = ask.Price - Cent;
        if (side == Side.Sell && security.Book.BestBid is { } bid && price <= bid.Price)
            price = bid.Price + Cent;
        return price;
    }

    private void Event(char code) => Write(new SystemEvent(new ItchHeader(0, 0, _time), code).Write(_buffer));

    private ItchHeader HeaderOf(Security security) => new(security.Locate, 0, _time);

    private void Write(int size) => _write(_buffer.AsSpan(0, size));
}
