using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using Beacon.Exchange.SoupBinTcp;

namespace Beacon.Exchange.MatchingEngine;

/// <summary>
/// One connection of a client: its login, its heartbeats, its messages. Whatever bytes it sends, only this connection ends.
/// </summary>
internal sealed class ClientConnection(int id, Socket socket, OuchServer server)
{
    /// <summary>A client sends heartbeats after a second too: a shorter time-out would end those that do.</summary>
    private const int ShortestTimeoutMilliseconds = 2000;

    /// <summary>As SoupBinTCP 3.00 has it (1.3, Heartbeats): a heartbeat after a second, and the end after 15 s of silence.</summary>
    private static readonly TimeSpan HeartbeatAfter = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan UsualTimeout = TimeSpan.FromSeconds(15);

    private readonly Outbox _outbox = new(socket);
    private readonly SoupSplitter _splitter = new();
    private readonly long _connectedAt = Stopwatch.GetTimestamp();
    private TimeSpan _timeout = UsualTimeout;
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

    /// <summary>Called some times a second: a heartbeat where nothing was sent, the end where nothing was heard.</summary>
    public void Tick()
    {
        if (Stopwatch.GetElapsedTime(Volatile.Read(ref _lastHeard)) > _timeout)
            Drop(string.Create(CultureInfo.InvariantCulture, $"nothing was heard for {_timeout.TotalSeconds:0.###} s"));
        if (_account is null && Stopwatch.GetElapsedTime(_connectedAt) > _timeout)
            Drop(string.Create(CultureInfo.InvariantCulture, $"there was no login within {_timeout.TotalSeconds:0.###} s"));
        if (_account is not null && _outbox.Idle >= HeartbeatAfter)
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

        if (request.TimeoutMilliseconds is > 0 and var milliseconds)
            _timeout = TimeSpan.FromMilliseconds(Math.Max(milliseconds, ShortestTimeoutMilliseconds));
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
