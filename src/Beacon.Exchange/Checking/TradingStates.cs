using Beacon.Exchange.Itch;

namespace Beacon.Exchange.Checking;

/// <summary>
/// Which books must not be crossed, by what an ITCH 5.0 feed says of their stocks (Stock Trading Action, Operational Halt). While a stock
/// is halted, paused, or quoted only, its orders wait for a cross, and bids above offers are usual. They are still there when trading is
/// released, until the messages of the cross have taken them out.
/// </summary>
internal sealed class TradingStates
{
    private const char Trading = 'T';
    private const char Halted = 'H';
    private const char Nasdaq = 'Q';

    private readonly State[] _states = new State[ushort.MaxValue + 1];

    private struct State
    {
        public bool IsStockHalted;
        public bool IsMarketHalted;
        public bool MayBeCrossed;
    }

    /// <summary>A message; others than those about states have no effect.</summary>
    public void Follow(ReadOnlySpan<byte> message)
    {
        switch ((char)message[0])
        {
            case TradingAction.Type:
                var action = TradingAction.Read(message);
                _states[action.Header.Locate].IsStockHalted = action.State != Trading;
                break;
            case OperationalHalt.Type when OperationalHalt.Read(message) is { Market: Nasdaq } halt:
                _states[halt.Header.Locate].IsMarketHalted = halt.Action == Halted;
                break;
        }
    }

    /// <summary>Whether a book must not be crossed now.</summary>
    /// <param name="locate">The book's locate number.</param>
    /// <param name="isCrossed">Whether the book is.</param>
    public bool MustNotCross(ushort locate, bool isCrossed)
    {
        ref var state = ref _states[locate];
        var isHalted = state.IsStockHalted || state.IsMarketHalted;
        state.MayBeCrossed = isHalted || (state.MayBeCrossed && isCrossed);
        return !state.MayBeCrossed;
    }
}
