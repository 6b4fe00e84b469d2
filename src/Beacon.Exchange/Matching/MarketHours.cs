using Beacon.Exchange.Ouch;

namespace Beacon.Exchange.Matching;

/// <summary>
/// The hours of the day, as the system events of an ITCH 5.0 feed tell them. Without a feed the market is always open. Orders whose time in
/// force ends with the hours are canceled then (OUCH 5.0 rev 1.04, Order Canceled: T); those that come later, at once (E).
/// </summary>
internal sealed class MarketHours(Market market, LiveOrders live)
{
    private const char StartOfMessages = 'O';
    private const char StartOfMarketHours = 'Q';
    private const char EndOfMarketHours = 'M';
    private const char EndOfSystemHours = 'E';

    private bool _isMarketOver;
    private bool _isSystemOver;

    /// <summary>Whether orders with this time in force are no longer taken today.</summary>
    public bool AreOverFor(TimeInForce timeInForce) =>
        timeInForce switch
        {
            TimeInForce.Day => _isMarketOver,
            TimeInForce.ExtendedHours or TimeInForce.AfterHours => _isSystemOver,
            _ => false,
        };

    /// <summary>A system event of the feed.</summary>
    public void Follow(char systemEvent)
    {
        switch (systemEvent)
        {
            case StartOfMessages or StartOfMarketHours:
                (_isMarketOver, _isSystemOver) = (false, false);
                break;
            case EndOfMarketHours:
                _isMarketOver = true;
                break;
            case EndOfSystemHours:
                (_isMarketOver, _isSystemOver) = (true, true);
                break;
            default:
                return;
        }

        Cancel(order => AreOverFor(order.Terms.TimeInForce));
    }

    /// <summary>The day is over: nothing rests any more.</summary>
    public void EndDay() => Cancel(_ => true);

    private void Cancel(Func<LiveOrder, bool> isMeant)
    {
        foreach (var order in live.All().Where(isMeant))
            market.Cancel(order, order.Resting.Shares, CancelReason.Timeout);
    }
}
