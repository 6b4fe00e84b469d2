namespace Beacon.Exchange.Matching;

/// <summary>What an engine has done for its accounts.</summary>
public sealed class MatchingStatistics
{
    /// <summary>Enter Order messages.</summary>
    public long OrdersReceived { get; internal set; }

    /// <summary>Orders that were accepted.</summary>
    public long Accepted { get; internal set; }

    /// <summary>Orders that were rejected.</summary>
    public long Rejected { get; internal set; }

    /// <summary>Orders that took another's place.</summary>
    public long Replaced { get; internal set; }

    /// <summary>Orders that were modified.</summary>
    public long Modified { get; internal set; }

    /// <summary>Order Canceled messages.</summary>
    public long Canceled { get; internal set; }

    /// <summary>Trades.</summary>
    public long Executions { get; internal set; }

    /// <summary>Shares traded.</summary>
    public long SharesExecuted { get; internal set; }

    /// <summary>Messages without effect, which get no answer: a number used before, an order that is not live.</summary>
    public long Ignored { get; internal set; }

    /// <summary>Messages that could not be read.</summary>
    public long Malformed { get; internal set; }
}
