using System.Diagnostics;
using System.Net.Sockets;
using Beacon.Exchange.SoupBinTcp;

namespace Beacon.Exchange.MatchingEngine;

/// <summary>
/// One connection of a client: its login, its heartbeats, its messages. Whatever bytes it sends, only this connection ends.
/// </summary>
internal sealed class ClientConnection(int id, Socket socket, OuchServer server)
{
    /// <summary>As SoupBinTCP 3.00 has it: a heartbeat after a second, and the end after 15 of these without one of the client's.</summary>
    private const int UsualHeartbeatMilliseconds = 1000;
    private const int ShortestHeartbeatMilliseconds = 100;
    private const int LongestHeartbeatMilliseconds = 60_000;
    private const int HeartbeatsUntilDropped = 15;

    private readonly Outbox _outbox = new(socket);
    private readonly SoupSplitter _splitter = new();
    private readonly long _connectedAt = Stopwatch.GetTimestamp();
    private TimeSpan _heartbeat = TimeSpan.FromMilliseconds(UsualHeartbeatMilliseconds);
    private long _lastHeard = Stopwatch.GetTimestamp();
    private volatile ClientAccount? _account;
    private bool _hasMalformed;
    private string? _end;

    public int Id => id;

    /// <summary>Serves the client until it leaves.</summary>
    public void Serve()
    {
        try
        {
            while (_end is null && socket.Receive(_splitter.Free) is > 0 and var count)
            {
                Volatile.Write(ref _lastHeard, Stopwatch.GetTimestamp());
                _splitter.Received(count);
                while (_end is null && _splitter.TryTake(out var type, out var payload))
                    Handle(type, payload);
                if (_splitter.Fault is { } fault)
                    End(fault);
                server.Flush();
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            End((exception as SocketException)?.SocketErrorCode.ToString() ?? "the connection was closed");
        }

        server.Left(this);
        socket.Dispose();
        if (!server.IsStopping)
            Console.WriteLine($"session {id} ended: {_end ?? "the client closed the connection"}");
    }

    /// <summary>Sends what the account's log has by now.</summary>
    public void Flush()
    {
        _outbox.Flush();
        if (_outbox.HasFallenBehind)
            Drop("it reads too slowly: what it is to be sent next is no longer kept");
    }

    /// <summary>The exchange closes. What the client still sends is read, so that it gets this, but has no effect.</summary>
    public void EndOfSession()
    {
        if (_account is not null)
            _outbox.End();
    }

    /// <summary>Called a few times in the shortest interval: a heartbeat where nothing was sent, the end where nothing was heard.</summary>
    public void Tick()
    {
        var patience = _heartbeat * HeartbeatsUntilDropped;
        if (Stopwatch.GetElapsedTime(Volatile.Read(ref _lastHeard)) > patience)
            Drop($"nothing was heard for {patience.TotalSeconds:0.#} s");
        if (_account is null && Stopwatch.GetElapsedTime(_connectedAt) > patience)
            Drop($"there was no login within {patience.TotalSeconds:0.#} s");
        if (_account is not null && _outbox.Idle >= _heartbeat)
            _outbox.Send(SoupType.ServerHeartbeat, []);
    }

    /// <summary>Ends the connection from another thread than its own, which is waiting for bytes.</summary>
    public void Drop(string why)
    {
        End(why);
        try
        {
            socket.Shutdown(SocketShutdown.Both);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // It is gone already.
        }
    }

    private void Handle(SoupType type, ReadOnlySpan<byte> payload)
    {
        if (_account is not { } account)
        {
            LogIn(type, payload);
            return;
        }

        switch (type)
        {
            case SoupType.UnsequencedData:
                if (!server.Handle(account, this, payload))
                    NoteMalformed(payload.Length);
                break;
            case SoupType.Logout:
                End("logout");
                break;
            case SoupType.ClientHeartbeat or SoupType.Debug:
                break;
            default:
                End($"a packet of type '{(char)type}', which a client that is logged in does not send");
                break;
        }
    }

    private void LogIn(SoupType type, ReadOnlySpan<byte> payload)
    {
        if (type == SoupType.Debug)
            return;
        if (type != SoupType.LoginRequest || !LoginRequest.TryRead(payload, out var request))
        {
            End($"its first packet ('{(char)type}', {payload.Length} bytes) is no login request");
            return;
        }

        Span<byte> answer = stackalloc byte[LoginAccepted.Size];
        if (server.LogIn(this, request, out var login) is not { } account)
        {
            _outbox.Send(SoupType.LoginRejected, answer[..new LoginRejected(login.Rejection).Write(answer)]);
            End(login.Reason);
            return;
        }

        if (request.HeartbeatMilliseconds is > 0 and var milliseconds)
            _heartbeat = TimeSpan.FromMilliseconds(Math.Clamp(milliseconds, ShortestHeartbeatMilliseconds, LongestHeartbeatMilliseconds));
        _outbox.Send(SoupType.LoginAccepted, answer[..new LoginAccepted(login.Session, login.Sequence).Write(answer)]);
        Console.WriteLine($"session {id} logged in: user \"{request.User}\" from {socket.RemoteEndPoint}, from message {login.Sequence}");
        _account = account;
        _outbox.Attach(account.Log, login.Place);
    }

    /// <summary>Said once, so that a client can't flood the log.</summary>
    private void NoteMalformed(int bytes)
    {
        if (!_hasMalformed)
            Console.WriteLine($"session {id}: a malformed message of {bytes} bytes was ignored; further ones are only counted");
        _hasMalformed = true;
    }

    private void End(string why) => Interlocked.CompareExchange(ref _end, why, null);
}
