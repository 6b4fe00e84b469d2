using System.Diagnostics;
using System.Net.Sockets;
using Beacon.Exchange.SoupBinTcp;

namespace Beacon.Exchange.MatchingEngine;

/// <summary>
/// What a connection is sent: packets of its own, such as heartbeats, and the sequenced messages of its account, which are copied from
/// the log as they are sent. So a client that does not read costs no more memory than the log has. Nothing here makes the caller wait, who
/// is often another client: one thread at a time sends, without the lock, and whoever comes meanwhile leaves. What is little goes out on
/// the caller's thread; what is more, such as a replay, and what the client does not read, on a thread of its own.
/// </summary>
internal sealed class Outbox
{
    // A socket is writable when a third of its buffer is free: that must be more than what is sent at once.
    private const int SendBufferBytes = 256 * 1024;
    private const int ChunkBytes = sizeof(ushort) + ushort.MaxValue;
    private const int ChunksOfCaller = 4;

    private readonly Lock _lock = new();
    private readonly Socket _socket;
    private readonly byte[] _chunk = new byte[ChunkBytes];
    private readonly byte[] _control = new byte[1024];
    private int _controlCount;
    private SequencedLog? _log;
    private SequencedLog.Cursor _cursor;
    private bool _isEnding;
    private bool _isSending;
    private bool _isClosed;
    private long _lastSend = Stopwatch.GetTimestamp();

    public Outbox(Socket socket)
    {
        _socket = socket;
        _socket.SendBufferSize = SendBufferBytes;
    }

    /// <summary>How long nothing was sent.</summary>
    public TimeSpan Idle => Stopwatch.GetElapsedTime(Volatile.Read(ref _lastSend));

    /// <summary>What the client is still to be sent is no longer kept, since it has read too slowly.</summary>
    public bool HasFallenBehind { get; private set; }

    /// <summary>
    /// Sends a packet that does not count in the sequence. One that finds the room of some dozen such packets taken is left out.
    /// </summary>
    public void Send(SoupType type, ReadOnlySpan<byte> payload)
    {
        lock (_lock)
            if (_controlCount + SoupPacket.Overhead + payload.Length <= _control.Length)
                _controlCount += SoupPacket.Write(_control.AsSpan(_controlCount), type, payload);
        Flush();
    }

    /// <summary>Sends the messages of a log from a place on, as they come.</summary>
    public void Attach(SequencedLog log, SequencedLog.Cursor from)
    {
        lock (_lock)
            (_log, _cursor) = (log, from);
        Flush();
    }

    /// <summary>Sends an end of session once all messages are sent.</summary>
    public void End()
    {
        lock (_lock)
            _isEnding = true;
        Flush();
    }

    /// <summary>Sends what the log has by now.</summary>
    public void Flush()
    {
        var isFirst = true;
        for (var chunks = 0; TryFill(isFirst, out var count); chunks++, isFirst = false)
        {
            if (chunks < ChunksOfCaller && IsWritable())
            {
                TrySend(count);
                continue;
            }

            StartDraining(count);
            return;
        }
    }

    private void StartDraining(int count) => new Thread(() => Drain(count)) { IsBackground = true, Name = "outbox" }.Start();

    private void Drain(int count)
    {
        do TrySend(count);
        while (TryFill(isFirst: false, out count));
    }

    /// <summary>
    /// Fills the chunk with what is to be sent next, and from then on the caller is the one who sends. False: there is nothing, or another
    /// thread sends, which will find what there is.
    /// </summary>
    /// <param name="isFirst">Whether the caller does not send yet.</param>
    /// <param name="count">How many bytes there are.</param>
    private bool TryFill(bool isFirst, out int count)
    {
        lock (_lock)
        {
            HasFallenBehind |= _log is not null && !_log.IsKept(_cursor);
            count = 0;
            if (isFirst && _isSending)
                return false;
            if (!_isClosed)
                count = Fill();
            return _isSending = count > 0;
        }
    }

    private bool IsWritable()
    {
        try
        {
            return _socket.Poll(0, SelectMode.SelectWrite);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The client is gone, which the send will notice.
            return true;
        }
    }

    private void TrySend(int count)
    {
        try
        {
            _socket.Send(_chunk.AsSpan(0, count));
            Volatile.Write(ref _lastSend, Stopwatch.GetTimestamp());
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The client is gone; the thread that reads from it will notice.
            lock (_lock)
                _isClosed = true;
        }
    }

    /// <summary>Bytes that are to be sent next, put into the chunk.</summary>
    private int Fill()
    {
        if (_controlCount > 0)
        {
            var count = _controlCount;
            _control.AsSpan(0, count).CopyTo(_chunk);
            _controlCount = 0;
            return count;
        }

        if (_log?.Read(ref _cursor, _chunk) is > 0 and var read)
            return read;
        if (!_isEnding || HasFallenBehind)
            return 0;
        _isEnding = false;
        return SoupPacket.Write(_chunk, SoupType.EndOfSession, []);
    }
}
