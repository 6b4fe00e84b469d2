using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using Beacon.Exchange.SoupBinTcp;

namespace Beacon.Exchange.MatchingEngine;

/// <summary>One client: its login, its heartbeats, its messages. Whatever bytes it sends, only its own session ends.</summary>
internal sealed class ClientSession(int id, Socket socket, OuchServer server)
{
    private static readonly TimeSpan HeartbeatAfter = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan DropAfter = TimeSpan.FromSeconds(15);

    private readonly Outbox _outbox = new(socket);
    private readonly SoupSplitter _splitter = new();
    private readonly string _name = id.ToString(CultureInfo.InvariantCulture);
    private long _lastHeard = Stopwatch.GetTimestamp();
    private volatile bool _isLoggedIn;
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
                _outbox.Flush();
            }
        }
        catch (SocketException exception)
        {
            End(exception.SocketErrorCode.ToString());
        }

        server.Left(this);
        socket.Dispose();
        if (!server.IsStopping)
            Console.WriteLine($"session {id} ended: {_end ?? "the client closed the connection"}");
    }

    /// <summary>A message that counts in the sequence; it goes out with <see cref="Flush"/>.</summary>
    public void Append(ReadOnlySpan<byte> message) => Append(SoupType.SequencedData, message);

    public void Flush() => _outbox.Flush();

    /// <summary>The exchange closes. What the client still sends is read, so that it gets this, but has no effect.</summary>
    public void EndOfSession()
    {
        if (!_isLoggedIn)
            return;
        Append(SoupType.EndOfSession, []);
        Flush();
    }

    /// <summary>Called a few times a second: a heartbeat where nothing was sent, the end where nothing was heard.</summary>
    public void Tick()
    {
        if (Stopwatch.GetElapsedTime(Volatile.Read(ref _lastHeard)) > DropAfter)
            Drop($"nothing was heard for {DropAfter.TotalSeconds:0} s");
        if (!_isLoggedIn || _outbox.Idle < HeartbeatAfter)
            return;
        Append(SoupType.ServerHeartbeat, []);
        Flush();
    }

    private void Handle(SoupType type, ReadOnlySpan<byte> payload)
    {
        if (!_isLoggedIn)
        {
            LogIn(type, payload);
            return;
        }

        switch (type)
        {
            case SoupType.UnsequencedData:
                if (!server.Handle(this, payload))
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
        if (type != SoupType.LoginRequest || !LoginRequest.TryRead(payload, out var request))
        {
            End($"its first packet ('{(char)type}', {payload.Length} bytes) is no login request");
            return;
        }

        // Every connection is a session of its own, so none that was before can be asked for.
        Span<byte> answer = stackalloc byte[LoginAccepted.Size];
        if (request.Session.Length > 0 && request.Session != _name)
        {
            Append(SoupType.LoginRejected, answer[..new LoginRejected(LoginRejectReason.SessionNotAvailable).Write(answer)]);
            End("it asked for a session that is not available");
            return;
        }

        Append(SoupType.LoginAccepted, answer[..new LoginAccepted(_name, 1).Write(answer)]);
        _isLoggedIn = true;
        server.LoggedIn();
        Console.WriteLine($"session {id} logged in from {socket.RemoteEndPoint}");
    }

    private void Append(SoupType type, ReadOnlySpan<byte> payload)
    {
        if (!_outbox.Append(type, payload))
            Drop("it does not read what it is sent");
    }

    /// <summary>Said once, so that a client can't flood the log.</summary>
    private void NoteMalformed(int bytes)
    {
        if (!_hasMalformed)
            Console.WriteLine($"session {id}: a malformed message of {bytes} bytes was ignored; further ones are only counted");
        _hasMalformed = true;
    }

    private void End(string why) => Interlocked.CompareExchange(ref _end, why, null);

    /// <summary>Ends the session from another thread than its own, which is waiting for bytes.</summary>
    private void Drop(string why)
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
}
