using Beacon.Exchange.Matching;

namespace Beacon.Exchange.MatchingEngine;

/// <summary>What the server has counted itself, and the final block of statistics.</summary>
internal sealed class ServerCounts
{
    /// <summary>Connections, logged in or not.</summary>
    public int Connections { get; set; }

    /// <summary>Logins that were accepted.</summary>
    public long Sessions { get; set; }

    public long LoginsRejected { get; set; }

    /// <summary>Messages in the accounts' sequences, sent or not.</summary>
    public long SequencedMessages { get; set; }

    /// <summary>Unsequenced data packets of clients that are logged in.</summary>
    public long UnsequencedMessages { get; set; }

    public StatisticsBlock Block(MatchingStatistics done, FeedListener? feed)
    {
        var block = new StatisticsBlock()
            .Count("Sessions", Sessions)
            .Count("Logins Rejected", LoginsRejected)
            .Count("Unsequenced Messages Received", UnsequencedMessages)
            .Count("Sequenced Messages", SequencedMessages)
            .Count("Orders Received", done.OrdersReceived)
            .Count("Orders Accepted", done.Accepted)
            .Count("Orders Rejected", done.Rejected)
            .Count("Orders Replaced", done.Replaced)
            .Count("Orders Modified", done.Modified)
            .Count("Orders Canceled", done.Canceled)
            .Count("Executions", done.Executions)
            .Count("Shares Executed", done.SharesExecuted)
            .Count("Messages Ignored", done.Ignored)
            .Count("Malformed Messages", done.Malformed);
        if (feed is not null)
            block
                .Group("Simulated Participants")
                .Count("Messages Followed", feed.Counts.Received)
                .Count("Messages Lost", feed.Counts.Lost)
                .Count("Duplicates", feed.Counts.Duplicates)
                .Count("Stray Packets", feed.Counts.StrayPackets)
                .Count("Unknown Orders", feed.UnknownOrders);
        return block;
    }
}
