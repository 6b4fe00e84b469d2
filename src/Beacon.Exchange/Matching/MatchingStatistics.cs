namespace Beacon.Exchange.Matching;

/// <summary>What an engine has done.</summary>
public sealed class MatchingStatistics
{
    /// <summary>Enter Order messages.</summary>
    public long OrdersReceived { get; internal set; }

    /// <summary>Orders that were accepted.</summary>
    public long Accepted { get; internal set; }

    /// <summary>Orders that were rejected.</summary>
    public long Rejected { get; internal set; }

    /// <summary>Trades.</summary>
    public long Executions { get; internal set; }

    /// <summary>Shares traded.</summary>
    public long SharesExecuted { get; internal set; }

    /// <summary>Cancellations, by the user or of what an immediate order left.</summary>
    public long Canceled { get; internal set; }

    /// <summary>Messages that could not be read.</summary>
    public long Malformed { get; internal set; }
}
