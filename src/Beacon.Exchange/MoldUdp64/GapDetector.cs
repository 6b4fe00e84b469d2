namespace Beacon.Exchange.MoldUdp64;

/// <summary>Follows the sequence numbers of a session: what was lost, and what came twice.</summary>
public sealed class GapDetector
{
    private ulong _expected;

    /// <summary>How often messages were missing.</summary>
    public long Gaps { get; private set; }

    /// <summary>How many messages were missing.</summary>
    public ulong Lost { get; private set; }

    /// <summary>How many messages came again.</summary>
    public ulong Duplicates { get; private set; }

    /// <summary>Takes note of a packet; returns how many of its first messages are known already and must be passed over.</summary>
    /// <param name="header">The packet's header.</param>
    public int Accept(MoldHeader header)
    {
        var count = header.IsEndOfSession ? (ushort)0 : header.Count;

        // Whoever joins late begins with what he hears first.
        if (_expected == 0)
            _expected = header.Sequence;
        if (header.Sequence > _expected)
        {
            Gaps++;
            Lost += header.Sequence - _expected;
            _expected = header.Sequence;
        }

        var known = (int)Math.Min(count, _expected - header.Sequence);
        Duplicates += (ulong)known;
        _expected = Math.Max(_expected, header.Sequence + count);
        return known;
    }
}
