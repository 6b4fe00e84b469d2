using Beacon.Exchange.Checking;
using Beacon.Exchange.Itch;

namespace Beacon.Exchange.Tests.Generation;

/// <summary>A check of a file whose market is open, with one security.</summary>
internal sealed class OpenMarket
{
    private static readonly ItchHeader Header = new(1, 0, 0);
    private static readonly Symbol Apple = Symbol.Parse("AAPL");

    private readonly ItchFileCheck _check = new();
    private readonly byte[] _message = new byte[64];

    public OpenMarket() => SystemEvent('Q');

    public void SystemEvent(char code) => Add(new SystemEvent(Header, code).Write(_message));

    public void TradingAction(char state) => Add(new TradingAction(Header, Apple, state, Mpid.Blank).Write(_message));

    public void OperationalHalt(char action) => Add(new OperationalHalt(Header, Apple, 'Q', action).Write(_message));

    public void Add(ulong reference, Side side, uint dollars, string symbol = "AAPL", uint shares = 100) =>
        Add(new AddOrder(Header, reference, side, shares, Symbol.Parse(symbol), dollars * 10_000).Write(_message));

    public void Execute(ulong reference) => Add(new OrderExecuted(Header, reference, 100, 1).Write(_message));

    /// <summary>The check, as after the file's end.</summary>
    public ItchFileCheck Finish()
    {
        _check.Finish();
        return _check;
    }

    private void Add(int size) => _check.Add(_message.AsSpan(0, size), offset: 0);
}
