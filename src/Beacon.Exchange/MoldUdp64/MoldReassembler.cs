namespace Beacon.Exchange.MoldUdp64;

/// <summary>Receives a session's messages in their order, each once. A message is valid until this returns.</summary>
/// <param name="message">The message.</param>
/// <param name="receivedAt">When its packet came, as was said when the packet was handed in.</param>
public delegate void MoldMessageHandler(ReadOnlySpan<byte> message, long receivedAt);

/// <summary>
/// Puts the packets of a MoldUDP64 stream back into their order. A message that comes early is held until those before it have come, have
/// been recovered from a re-request server, or are given up; so reordering is no loss. Of all messages that the stream is known to have had
/// since it was joined, each is in the end counted as received, recovered or lost, and as only one of them. A single packet, forged or
/// corrupt, does not move the stream far away, nor to another session; see <see cref="StrayPacket"/>.
/// </summary>
/// <param name="handler">Receives the messages.</param>
/// <param name="patience">How long what is missing is waited for.</param>
/// <param name="window">How many messages can be held: a power of two. Usually as many as the playback keeps for requests.</param>
/// <param name="heldBytes">How many bytes these can have. Beyond, the first gap is given up.</param>
public sealed class MoldReassembler(MoldMessageHandler handler, MoldPatience patience, int window = 1 << 18, long heldBytes = 64 << 20)
{
    /// <summary>
    /// Whoever joins within so many messages of the beginning takes those that were before for missing, not for before his time.
    /// </summary>
    private const ulong Beginning = 1000;

    /// <summary>So many of the largest messages of ITCH 5.0, of 50 bytes, fit in an Ethernet packet.</summary>
    private const ulong MessagesPerRequest = 27;
    private const int RequestsAtATime = 64;

    /// <summary>
    /// How far beside the stream a packet alone can move it, in messages: more than a burst of loss, and little enough to be made up for.
    /// </summary>
    private const ulong Reach = 4096;

    /// <summary>No session has more messages. So counts of them never overflow, whatever a header says.</summary>
    private const ulong MostMessages = 1ul << 48;

    private readonly HeldMessage[] _held = new HeldMessage[window];
    private MoldSession _session;
    private ulong _next;
    private ulong _end;
    private ulong _heard;
    private int _heldCount;
    private long _heldBytes;
    private long _giveUpAt = long.MaxValue;
    private long _requestAt = long.MaxValue;
    private long _askAgainAt;
    private ulong _asked;
    private int _outstanding;
    private ulong _firstHeld;
    private StrayPacket? _stray;

    private record struct HeldMessage(byte[]? Bytes, long ReceivedAt, bool IsRecovered);

    /// <summary>What was counted so far, in all sessions.</summary>
    public MoldCounts Counts { get; } = new();

    /// <summary>The session has ended; another may begin.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>Whether something is missing that is still waited for.</summary>
    public bool IsMissing => _next < _end;

    /// <summary>A packet came.</summary>
    /// <param name="packet">The whole datagram.</param>
    /// <param name="now">The present time, in the unit of the patience.</param>
    /// <param name="isRecovery">Whether it is the answer to a request.</param>
    public void Receive(ReadOnlySpan<byte> packet, long now, bool isRecovery = false)
    {
        if (!MoldHeader.TryRead(packet, out var header) || !IsSequence(header))
        {
            Counts.MalformedPackets++;
            return;
        }

        if (isRecovery)
        {
            if (header.Session == _session && header.Sequence + MessagesOf(header) <= _end)
                Take(packet, header, now, isRecovery);
            return;
        }

        // The first packet, and the first of another session once this one has ended, begin a stream. No session begins with its end.
        Counts.Packets++;
        if (_next == 0 || (HasEnded && header.Session != _session && !header.IsEndOfSession))
            MoveTo(header);
        if (IsOfStream(header))
        {
            _stray = null;
            Take(packet, header, now, isRecovery);
        }
        else if (_stray is { } stray && stray.IsFollowedBy(header))
        {
            _stray = null;
            Counts.StrayPackets--;
            MoveTo(stray.Header);
            Take(stray.Packet, stray.Header, stray.ReceivedAt, isRecovery);
            Take(packet, header, now, isRecovery);
        }
        else
        {
            Counts.StrayPackets++;
            _stray = header.IsEndOfSession && header.Session != _session ? null : new StrayPacket(header, packet.ToArray(), now);
        }
    }

    /// <summary>Gives up what was waited for long enough. To be called when time has passed, a few times a second at least.</summary>
    public void Tick(long now)
    {
        if (now < _giveUpAt)
            return;
        GiveUp(_heldCount > 0 ? FirstHeld() : _end);
        Watch(now, isRecovery: false);
    }

    /// <summary>
    /// What is to be asked for now; false: nothing more. To be called until then: gaps are asked for in parts that fit in a packet each,
    /// several at a time.
    /// </summary>
    /// <param name="now">The present time.</param>
    /// <param name="request">The request packet: the first message that is missing, and how many are from there on.</param>
    public bool TryGetRequest(long now, out MoldHeader request)
    {
        request = default;
        if (now < _requestAt || !IsMissing)
            return false;
        if (now >= _askAgainAt)
            (_asked, _outstanding) = (_next, 0);
        var (first, limit) = (Math.Max(_asked, _next), Math.Min(_end, _next + (ulong)window));
        while (first < limit && IsHeld(first))
            first++;
        var behind = first;
        while (behind < limit && behind - first < MessagesPerRequest && !IsHeld(behind))
            behind++;

        // What was overtaken a moment ago may still come.
        var isFresh = behind < limit && IsHeld(behind) && now < SlotOf(behind).ReceivedAt + patience.RequestAfter;
        if (behind == first || isFresh || _outstanding >= RequestsAtATime)
            return false;
        request = new MoldHeader(_session, first, (ushort)(behind - first));
        _asked = behind;
        _askAgainAt = now + patience.RequestInterval;
        _outstanding++;
        Counts.Requests++;
        return true;
    }

    /// <summary>Nothing comes any more: what is missing is lost.</summary>
    public void Finish()
    {
        GiveUp(_end);
        (_giveUpAt, _requestAt) = (long.MaxValue, long.MaxValue);
    }

    private static ulong MessagesOf(MoldHeader header) => header.IsEndOfSession ? 0ul : header.Count;

    /// <summary>Sequence numbers begin at 1.</summary>
    private static bool IsSequence(MoldHeader header) => header.Sequence is > 0 and <= MostMessages;

    /// <summary>Whether the packet goes on with the stream, or repeats some of it.</summary>
    private bool IsOfStream(MoldHeader header) =>
        header.Session == _session && header.Sequence <= _end + Reach && header.Sequence + MessagesOf(header) + Reach >= _next;

    /// <summary>Goes on from a packet that is elsewhere: in another session, or at another place of this one.</summary>
    private void MoveTo(MoldHeader header)
    {
        if (header.Session == _session && header.Sequence > _next)
            return;
        Finish();
        var isJoining = header.Session != _session || _next == 0;
        _session = header.Session;
        _next = header.Sequence <= Beginning ? 1 : header.Sequence;
        (_end, _heard, _asked) = (_next, _next, _next);
        if (isJoining)
            Counts.BeforeJoining += (long)(_next - 1);
    }

    private void Take(ReadOnlySpan<byte> packet, MoldHeader header, long now, bool isRecovery)
    {
        if (isRecovery)
            _outstanding = Math.Max(0, _outstanding - 1);
        else
            HasEnded = header.IsEndOfSession;

        // Where the blocks end, not where the header says: what a packet that is cut short has not brought, the next one tells.
        _end = Math.Max(_end, TakeBlocks(packet, header.Sequence, now, isRecovery));
        Watch(now, isRecovery);
    }

    /// <summary>Returns the number of the message behind the last block.</summary>
    private ulong TakeBlocks(ReadOnlySpan<byte> packet, ulong sequence, long now, bool isRecovery)
    {
        var blocks = new MoldBlocks(packet);
        var duplicates = Counts.Duplicates;
        var first = sequence;
        for (; blocks.MoveNext(); sequence++)
            if (sequence == _next)
                Deliver(blocks.Current, now, isRecovery);
            else if (IsThere(sequence))
                Counts.Duplicates++;
            else
                Hold(sequence, blocks.Current, now, isRecovery);
        if (!blocks.IsWhole)
            Counts.MalformedPackets++;
        if (isRecovery)
            return sequence;
        var isNew = Counts.Duplicates - duplicates < (long)(sequence - first);
        if (isNew && sequence <= _heard)
            Counts.LatePackets++;
        _heard = Math.Max(_heard, sequence);
        return sequence;
    }

    /// <summary>Whether the message was handed on already, or is held.</summary>
    private bool IsThere(ulong sequence) => sequence < _next || (sequence - _next < (ulong)window && IsHeld(sequence));

    private bool IsHeld(ulong sequence) => SlotOf(sequence).Bytes is not null;

    private ref HeldMessage SlotOf(ulong sequence) => ref _held[sequence % (ulong)window];

    private void Deliver(ReadOnlySpan<byte> message, long receivedAt, bool isRecovered)
    {
        HandOn(message, receivedAt, isRecovered);
        DeliverHeld();
    }

    private void DeliverHeld()
    {
        while (_heldCount > 0 && SlotOf(_next) is { Bytes: { } bytes } held)
        {
            SlotOf(_next) = default;
            _heldCount--;
            _heldBytes -= bytes.Length;
            HandOn(bytes, held.ReceivedAt, held.IsRecovered);
        }
    }

    private void HandOn(ReadOnlySpan<byte> message, long receivedAt, bool isRecovered)
    {
        _next++;
        _giveUpAt = long.MaxValue;
        if (isRecovered)
            Counts.Recovered++;
        else
            Counts.Received++;
        handler(message, receivedAt);
    }

    /// <summary>If there is no room, the first gaps are given up.</summary>
    private void Hold(ulong sequence, ReadOnlySpan<byte> message, long receivedAt, bool isRecovered)
    {
        if (sequence - _next >= (ulong)window)
            GiveUp(Math.Max(sequence - (ulong)window + 1, _heldCount > 0 ? FirstHeld() : 0));
        while (_heldBytes + message.Length > heldBytes && sequence > _next)
            GiveUp(_heldCount > 0 ? Math.Min(FirstHeld(), sequence) : sequence);
        if (sequence == _next)
        {
            Deliver(message, receivedAt, isRecovered);
            return;
        }

        if (_heldCount == 0 || (_firstHeld > _next && sequence < _firstHeld))
            _firstHeld = sequence;
        SlotOf(sequence) = new HeldMessage(message.ToArray(), receivedAt, isRecovered);
        _heldCount++;
        _heldBytes += message.Length;
    }

    /// <summary>The first message that is held; there must be one. It is remembered until it is handed on.</summary>
    private ulong FirstHeld()
    {
        if (_firstHeld > _next)
            return _firstHeld;
        _firstHeld = _next;
        while (!IsHeld(_firstHeld))
            _firstHeld++;
        return _firstHeld;
    }

    /// <summary>What is missing before that message is lost.</summary>
    private void GiveUp(ulong before)
    {
        while (_next < before)
        {
            var present = _heldCount == 0 ? before : Math.Min(FirstHeld(), before);
            Counts.Lost += (long)(present - _next);
            _next = present;
            _giveUpAt = long.MaxValue;
            DeliverHeld();
        }
    }

    /// <summary>
    /// Notes since when something is missing: since the message behind it came, or, if a recovery goes on, since now. So several gaps of
    /// the same time are given up at the same time.
    /// </summary>
    private void Watch(long now, bool isRecovery)
    {
        if (!IsMissing)
        {
            (_giveUpAt, _requestAt) = (long.MaxValue, long.MaxValue);
            return;
        }

        if (_giveUpAt != long.MaxValue)
            return;
        if (!isRecovery)
            Counts.Gaps++;
        var since = isRecovery || _heldCount == 0 ? now : SlotOf(FirstHeld()).ReceivedAt;
        (_giveUpAt, _requestAt) = (since + patience.GiveUpAfter, since + (isRecovery ? 0 : patience.RequestAfter));
    }
}
