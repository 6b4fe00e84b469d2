using System.Diagnostics;
using System.Net.Sockets;
using Beacon.Exchange.SoupBinTcp;

namespace Beacon.Exchange.MatchingEngine;

/// <summary>
/// What a client is sent. Never blocks whoever puts something in: usually the bytes go out on the caller's thread, but a client that
/// does not read gets a thread of its own, and one that does not read for too long is given up.
/// </summary>
internal sealed class Outbox
{
    private const int FlushBytes = 16 * 1024;
    private const int MaximumBacklogBytes = 16 * 1024 * 1024;

    // A socket is writable when a third of its buffer is free: that must be more than what is sent at once.
    private const int SendBufferBytes = 256 * 1024;

    private readonly Lock _lock = new();
    private readonly Socket _socket;
    private byte[] _waiting = new byte[2 * FlushBytes];
    private int _count;
    private bool _isDraining;
    private bool _isClosed;
    private long _lastAppend = Stopwatch.GetTimestamp();

    public Outbox(Socket socket)
    {
        _socket = socket;
        _socket.SendBufferSize = SendBufferBytes;
    }

    /// <summary>How long nothing was put in.</summary>
    public TimeSpan Idle => Stopwatch.GetElapsedTime(Volatile.Read(ref _lastAppend));

    /// <summary>Puts a packet in; false: so much waits already that the client must be given up.</summary>
    public bool Append(SoupType type, ReadOnlySpan<byte> payload)
    {
        lock (_lock)
        {
            if (_isClosed)
                return true;
            var size = _count + SoupPacket.Overhead + payload.Length;
            if (size > MaximumBacklogBytes)
                return false;
            if (size > _waiting.Length)
                Array.Resize(ref _waiting, Math.Max(size, 2 * _waiting.Length));
            _count += SoupPacket.Write(_waiting.AsSpan(_count), type, payload);
            Volatile.Write(ref _lastAppend, Stopwatch.GetTimestamp());
            if (_count >= FlushBytes)
                SendWaiting();
            return true;
        }
    }

    /// <summary>Sends what is in.</summary>
    public void Flush()
    {
        lock (_lock)
            SendWaiting();
    }

    private void SendWaiting()
    {
        if (_count == 0 || _isDraining || _isClosed)
            return;
        try
        {
            if (_socket.Poll(0, SelectMode.SelectWrite))
            {
                _socket.Send(_waiting.AsSpan(0, _count));
                _count = 0;
                return;
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
        var sending = new byte[_waiting.Length];
        while (true)
        {
            int count;
            lock (_lock)
            {
                _isDraining = _count > 0;
                if (!_isDraining)
                    return;
                (sending, _waiting, count, _count) = (_waiting, sending, _count, 0);
            }

            try
            {
                _socket.Send(sending.AsSpan(0, count));
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
            {
                lock (_lock)
                    _isClosed = true;
                return;
            }
        }
    }
}
