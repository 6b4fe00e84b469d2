namespace Beacon.Exchange.MoldUdp64;

/// <summary>
/// A packet that is far beside the stream, or of another session. Alone it is taken for forged or corrupt. If the next packet that is not
/// of the stream either goes on behind it, and none of the stream came between, the stream is there: it was interrupted, or another session
/// has begun. RTP tells the restart of a source in the same way (RFC 3550, A.1).
/// </summary>
/// <param name="header">Its header.</param>
/// <param name="packet">All of it: nothing of a stream that is there is lost.</param>
/// <param name="receivedAt">When it came.</param>
internal sealed class StrayPacket(MoldHeader header, byte[] packet, long receivedAt)
{
    public MoldHeader Header => header;

    public byte[] Packet => packet;

    public long ReceivedAt => receivedAt;

    /// <summary>Whether a packet is the next one of the same stream.</summary>
    public bool IsFollowedBy(MoldHeader next) =>
        next.Session == header.Session && next.Sequence == header.Sequence + (header.IsEndOfSession ? 0ul : header.Count);
}
