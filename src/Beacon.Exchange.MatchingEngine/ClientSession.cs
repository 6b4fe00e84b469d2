using System.Diagnostics;
using System.Net.Sockets;
using Beacon.Exchange.SoupBinTcp;

namespace Beacon.Exchange.MatchingEngine;

/// <summary>One client: its login, its heartbeats, its messages. Whatever bytes it sends, only its own session ends.</summary>
internal sealed class ClientSession(int id, Socket socket, OuchServer server)
{
    private const string SessionName = "BEACON";
    private static readonly TimeSpan SendHeartbeatAfter = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan DropAfter = TimeSpan.FromSeconds(15);

    private readonly Lock _sending = new();
    private readonly byte[] _packet = new byte[256];
    private long _lastSent = Stopwatch.GetTimestamp();
    private long _lastHeard = Stopwatch.GetTimestamp();
    private bool _isLoggedIn;

    public int Id => id;

    /// <summary>Serves the client until it leaves.</summary>
    public void Serve()
    {
        var splitter = new SoupSplitter();
        try
        {
            while (true)
            {
                var count = socket.Receive(splitter.Free.Span);
                if (count == 0) break;
                splitter.Received(count);
                Volatile.Write(ref _lastHeard, Stopwatch.GetTimestamp());
                if (!HandlePackets(splitter)) break;
            }
        }
        catch (InvalidDataException malformed)
        {
            Console.WriteLine($"session {id} ended: {malformed.Message}");
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The client is gone, or was dropped.
        }

        server.Left(this);
        socket.Dispose();
    }

    /// <summary>An outbound message, counted in the sequence.</summary>
    public void SendSequenced(ReadOnlySpan<byte> message) => Send(SoupType.SequencedData, message);

    /// <summary>The exchange closes.</summary>
    public void EndOfSession() => Send(SoupType.EndOfSession, []);

    /// <summary>Called every second: a heartbeat where nothing was said, the end where nothing was heard.</summary>
    public void Tick()
    {
        if (Stopwatch.GetElapsedTime(Volatile.Read(ref _lastHeard)) > DropAfter)
        {
            Console.WriteLine($"session {id} ended: nothing was heard for {DropAfter.TotalSeconds:0} s");
            socket.Dispose();
        }
        else if (_isLoggedIn && Stopwatch.GetElapsedTime(Volatile.Read(ref _lastSent)) >= SendHeartbeatAfter) Send(SoupType.ServerHeartbeat, []);
    }

    private bool HandlePackets(SoupSplitter splitter)
    {
        while (splitter.TryTake(out var type, out var payload))
        {
            if (!_isLoggedIn)
            {
                LogIn(type, payload);
                continue;
            }

            switch (type)
            {
                case SoupType.UnsequencedData:
                    if (!server.Handle(id, payload)) Console.WriteLine($"session {id}: a malformed message of {payload.Length} bytes was ignored");
                    break;
                case SoupType.Logout:
                    return false;
                case SoupType.ClientHeartbeat or SoupType.Debug:
                    break;
                default:
                    throw new InvalidDataException($"a packet of type '{(char)type}', which no client sends");
            }
        }

        return true;
    }

    private void LogIn(SoupType type, ReadOnlySpan<byte> payload)
    {
        if (type != SoupType.LoginRequest || !LoginRequest.TryRead(payload, out _))
            throw new InvalidDataException($"the first packet ('{(char)type}', {payload.Length} bytes) is no login request");

        _isLoggedIn = true;
        server.LoggedIn();
        Span<byte> accepted = stackalloc byte[LoginAccepted.Size];
        Send(SoupType.LoginAccepted, accepted[..new LoginAccepted(SessionName, 1).Write(accepted)]);
    }

    private void Send(SoupType type, ReadOnlySpan<byte> payload)
    {
        lock (_sending)
            try
            {
                var size = SoupPacket.Write(_packet, type, payload);
                socket.Send(_packet.AsSpan(0, size));
                Volatile.Write(ref _lastSent, Stopwatch.GetTimestamp());
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
            {
                // The client is gone; its own thread will notice.
            }
    }
}
