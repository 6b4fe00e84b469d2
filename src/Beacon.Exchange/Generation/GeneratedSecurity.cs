using Beacon.Exchange.Books;
using Beacon.Exchange.Itch;

namespace Beacon.Exchange.Generation;

/// <summary>A security of a generated day: its book, and the price that it moves around.</summary>
internal sealed class GeneratedSecurity
{
    /// <summary>A cent, in ten-thousandths of a dollar.</summary>
    public const ulong Cent = 100;

    /// <summary>Whose attributed orders there are.</summary>
    public static readonly Mpid Participant = Mpid.Parse("BCON");

    private const uint RoundLot = 100;
    private const uint FarthestCents = 20;
    private const uint StepsPerDrift = 64;

    private readonly OrderBook _book = new();
    private readonly List<Order> _orders = [];
    private readonly Dictionary<ulong, int> _places = [];

    public GeneratedSecurity(Symbol symbol, ushort locate, SplitMix64 random) =>
        (Symbol, Locate, Middle) = (symbol, locate, 10_000 + random.Below(40_000));

    public Symbol Symbol { get; }

    public ushort Locate { get; }

    /// <summary>In cents.</summary>
    public uint Middle { get; private set; }

    /// <summary>How many orders are live.</summary>
    public int Count => _orders.Count;

    /// <summary>What the directory says: a common stock that trades in lots of 100.</summary>
    public StockDirectory Directory(ulong time) =>
        new(
            new ItchHeader(Locate, 0, time),
            Symbol,
            Category: 'Q',
            FinancialStatus: 'N',
            RoundLotSize: RoundLot,
            RoundLotsOnly: 'N',
            Classification: 'C',
            SubType: IssueSubType.NotApplicable,
            Authenticity: 'P',
            ShortSaleThreshold: 'N',
            Ipo: 'N',
            LuldTier: '1',
            Etp: 'N',
            EtpLeverage: 0,
            Inverse: 'N'
        );

    /// <summary>Sometimes the price moves by a cent.</summary>
    public void Drift(SplitMix64 random)
    {
        if (random.Below(StepsPerDrift) == 0)
            Middle += random.Below(2) == 0 ? 1u : uint.MaxValue;
    }

    public Side AnySide(SplitMix64 random) => random.Below(2) == 0 ? Side.Buy : Side.Sell;

    public static uint Quantity(SplitMix64 random) => RoundLot * (1 + random.Below(10));

    /// <summary>Some of an order's shares, or, as often, all of them.</summary>
    public uint SomeOrAll(Order order, SplitMix64 random) => random.Below(2) == 0 ? order.Shares : 1 + random.Below(order.Shares);

    /// <summary>Adds an order on its own side of the middle, never through the best of the other side.</summary>
    public Order Add(ulong reference, Side side, SplitMix64 random)
    {
        var distance = 1 + Math.Min(random.Below(FarthestCents), random.Below(FarthestCents));
        var price = (side == Side.Buy ? Middle - distance : Middle + distance) * Cent;
        if (side == Side.Buy && _book.BestAsk is { } ask && price >= ask.Price)
            price = ask.Price - Cent;
        if (side == Side.Sell && _book.BestBid is { } bid && price <= bid.Price)
            price = bid.Price + Cent;
        var order = _book.Add(reference, side, Quantity(random), price)!.Value;
        _places.Add(reference, _orders.Count);
        _orders.Add(order);
        return order;
    }

    /// <summary>Any live order.</summary>
    public Order Any(SplitMix64 random) => _orders[(int)random.Below((uint)_orders.Count)];

    /// <summary>The first order at the best price of a side.</summary>
    public Order Best(SplitMix64 random)
    {
        var (bid, ask) = (_book.BestBid, _book.BestAsk);
        return (random.Below(2) == 0 ? bid ?? ask : ask ?? bid)!.Value.First;
    }

    /// <summary>Takes shares off an order; with none left it is no longer live, and the last order takes its place in the list.</summary>
    public void Reduce(Order order, uint shares)
    {
        if (shares >= order.Shares)
        {
            var last = _orders[^1];
            _places[last.Reference] = _places[order.Reference];
            _orders[_places[order.Reference]] = last;
            _orders.RemoveAt(_orders.Count - 1);
            _places.Remove(order.Reference);
        }

        _book.Reduce(order, shares);
    }
}
