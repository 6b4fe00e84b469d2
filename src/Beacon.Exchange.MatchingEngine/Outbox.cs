using System.Diagnostics;
using System.Net.Sockets;
using Beacon.Exchange.SoupBinTcp;

namespace Beacon.Exchange.MatchingEngine;

/// <summary>
/// What a connection is sent: packets of its own, such as heartbeats, and the sequenced messages of its account, which are copied from
/// the log as they are sent. So a client that does not read costs no more memory than the log has. Nothing here blocks the caller:
/// usually the bytes go out on the caller's thread, but a client that does not read gets a thread of its own.
/// </summary>
internal sealed class Outbox
{
    // A socket is writable when a third of its buffer is free: that must be more than what is sent at once.
    private const int SendBufferBytes = 256 * 1024;
    private const int ChunkBytes = sizeof(ushort) + ushort.MaxValue;

    private readonly Lock _lock = new();
    private readonly Socket _socket;
    private readonly byte[] _chunk = new byte[ChunkBytes];
    private readonly byte[] _control = new byte[1024];
    private int _controlCount;
    private SequencedLog? _log;
    private SequencedLog.Cursor _cursor;
    private bool _isEnding;
    private bool _isDraining;
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
        {
            if (_controlCount + SoupPacket.Overhead + payload.Length <= _control.Length)
                _controlCount += SoupPacket.Write(_control.AsSpan(_controlCount), type, payload);
            SendWaiting();
        }
    }

    /// <summary>Sends the messages of a log from a place on, as they come.</summary>
    public void Attach(SequencedLog log, SequencedLog.Cursor from)
    {
        lock (_lock)
        {
            (_log, _cursor) = (log, from);
            SendWaiting();
        }
    }

    /// <summary>Sends what the log has by now.</summary>
    public void Flush()
    {
        lock (_lock)
            SendWaiting();
    }

    /// <summary>Sends an end of session once all messages are sent.</summary>
    public void End()
    {
        lock (_lock)
        {
            _isEnding = true;
            SendWaiting();
        }
    }

    private void SendWaiting()
    {
        HasFallenBehind |= _log is not null && !_log.IsKept(_cursor);
        if (_isDraining || _isClosed)
            return;
        try
        {
            while (_socket.Poll(0, SelectMode.SelectWrite))
            {
                var count = Fill();
                if (count == 0)
                    return;
                _socket.Send(_chunk.AsSpan(0, count));
                Volatile.Write(ref _lastSend, Stopwatch.GetTimestamp());
            }

            _isDraining = true;
            new Thread(Drain) { IsBackground = true, Name = "outbox" }.Start();
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The client is gone; the thread that reads from it will notice.
            _isClosed = true;
        }
    }

    private void Drain()
    {
        while (true)
        {
            int count;
            lock (_lock)
            {
                count = Fill();
                _isDraining = count > 0;
                if (!_isDraining)
                    return;
            }

            try
            {
                _socket.Send(_chunk.AsSpan(0, count));
                Volatile.Write(ref _lastSend, Stopwatch.GetTimestamp());
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
            {
                lock (_lock)
                    _isClosed = true;
                return;
            }
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
