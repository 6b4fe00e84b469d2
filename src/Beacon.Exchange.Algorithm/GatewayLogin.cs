using System.Diagnostics;
using System.Net.Sockets;
using Beacon.Exchange.Ouch;
using Beacon.Exchange.SoupBinTcp;

namespace Beacon.Exchange.Algorithm;

/// <summary>The way into a session with the matching engine.</summary>
internal static class GatewayLogin
{
    private const int AnswerTimeoutMilliseconds = 5000;
    private const int SendTimeoutMilliseconds = 1000;
    private const int QueryTimeoutMilliseconds = 1000;
    private const ulong FromNowOn = 0;
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan ConnectInterval = TimeSpan.FromMilliseconds(50);

    /// <summary>A connection that is logged in. What came behind the answer is left in the splitter.</summary>
    /// <exception cref="IOException">The engine is not there, or does not accept the login.</exception>
    public static Socket Connect(AlgorithmOptions options, StopSignal stop, SoupSplitter splitter)
    {
        var engine = $"the matching engine at {options.Host}:{options.Port}";
        var socket = Connect(options, stop, engine);
        try
        {
            LogIn(socket, splitter, options, engine);
            return socket;
        }
        catch (SocketException exception)
        {
            socket.Dispose();
            throw new IOException($"{engine} did not answer the login: {exception.Message}", exception);
        }
        catch (IOException)
        {
            socket.Dispose();
            throw;
        }
    }

    private static Socket Connect(AlgorithmOptions options, StopSignal stop, string engine)
    {
        for (var since = Stopwatch.GetTimestamp(); ; )
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, SendTimeout = SendTimeoutMilliseconds };
            try
            {
                socket.Connect(options.Host, options.Port);
                return socket;
            }
            catch (SocketException exception)
            {
                socket.Dispose();
                if (Stopwatch.GetElapsedTime(since) > ConnectLimit)
                {
                    var reason = $"can't connect to {engine} within {ConnectLimit.TotalSeconds:0} s: {exception.Message}";
                    throw new IOException($"{reason}; start it first, or give another HOST and PORT", exception);
                }
            }

            if (stop.Wait(ConnectInterval))
                throw new IOException($"stopped before there was a connection to {engine}");
        }
    }

    private static void LogIn(Socket socket, SoupSplitter splitter, AlgorithmOptions options, string engine)
    {
        Span<byte> packet = stackalloc byte[SoupPacket.Overhead + LoginRequest.Size];
        Span<byte> login = stackalloc byte[LoginRequest.Size];
        var size = new LoginRequest(options.User, options.Password, "", FromNowOn).Write(login);
        socket.Send(packet[..SoupPacket.Write(packet, SoupType.LoginRequest, login[..size])]);

        socket.ReceiveTimeout = AnswerTimeoutMilliseconds;
        var type = Receive(socket, splitter, engine, out var payload);
        socket.ReceiveTimeout = 0;
        if (type == SoupType.LoginAccepted && LoginAccepted.TryRead(payload, out _))
            return;
        throw new IOException(
            type == SoupType.LoginRejected && LoginRejected.TryRead(payload, out var rejected)
                ? $"{engine} rejected the login of user \"{options.User}\": {rejected.Reason}"
                : $"{engine} answered the login with a packet of type '{(char)type}'"
        );
    }

    /// <summary>
    /// The number that the next order must have: an engine that this user has traded with before remembers the numbers of the day. One
    /// that does not answer the query is taken to begin with 1.
    /// </summary>
    public static uint AskForUserRef(Socket socket, SoupSplitter splitter)
    {
        Span<byte> packet = stackalloc byte[SoupPacket.Overhead + AccountQuery.Size];
        socket.Send(packet[..SoupPacket.Write(packet, SoupType.UnsequencedData, [(byte)AccountQuery.Type])]);
        socket.ReceiveTimeout = QueryTimeoutMilliseconds;
        try
        {
            // A heartbeat says that nothing was sent for a second.
            while (Receive(socket, splitter, "the matching engine", out var payload) is not SoupType.ServerHeartbeat)
                if (payload is [(byte)AccountQueryResponse.Type, ..] && AccountQueryResponse.TryRead(payload, out var response))
                    return response.NextUserRef;
            return 1;
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.TimedOut)
        {
            return 1;
        }
        finally
        {
            socket.ReceiveTimeout = 0;
        }
    }

    private static SoupType Receive(Socket socket, SoupSplitter splitter, string engine, out ReadOnlySpan<byte> payload)
    {
        SoupType type;
        while (!splitter.TryTake(out type, out payload) || type == SoupType.Debug)
        {
            if (splitter.Fault is { } fault)
                throw new IOException($"{engine} answered the login with {fault}");
            var count = socket.Receive(splitter.Free);
            if (count == 0)
                throw new IOException($"{engine} closed the connection at the login");
            splitter.Received(count);
        }

        return type;
    }
}
