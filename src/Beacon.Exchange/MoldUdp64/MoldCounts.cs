namespace Beacon.Exchange.MoldUdp64;

/// <summary>What became of a stream's messages, and of its packets.</summary>
public sealed class MoldCounts
{
    /// <summary>Packets of the stream, heartbeats included; recovered ones are not.</summary>
    public long Packets { get; internal set; }

    /// <summary>Datagrams too short for a header, and packets that hold other than their header counts.</summary>
    public long MalformedPackets { get; internal set; }

    /// <summary>
    /// Packets whose session, or whose place in the sequence, is not that of the stream, and which the packet behind them did not confirm.
    /// </summary>
    public long StrayPackets { get; internal set; }

    /// <summary>Packets with something new that came after later ones: the stream was reordered.</summary>
    public long LatePackets { get; internal set; }

    /// <summary>Messages that came with the stream, each counted once.</summary>
    public long Received { get; internal set; }

    /// <summary>Messages that did not come with the stream and were got by a request.</summary>
    public long Recovered { get; internal set; }

    /// <summary>Messages that did not come at all.</summary>
    public long Lost { get; internal set; }

    /// <summary>Messages that came again.</summary>
    public long Duplicates { get; internal set; }

    /// <summary>How often messages were missing, if only for a while.</summary>
    public long Gaps { get; internal set; }

    /// <summary>Requests for missing messages.</summary>
    public long Requests { get; internal set; }

    /// <summary>Messages that the stream had before it was joined; neither received nor lost.</summary>
    public long BeforeJoining { get; internal set; }

    /// <summary>All messages since the stream was joined: received, recovered or lost.</summary>
    public long Total => Received + Recovered + Lost;
}
