using System.Net;
using System.Net.Sockets;
using Beacon.Exchange.Ouch;
using Beacon.Exchange.SoupBinTcp;

namespace Beacon.Exchange.Tests.MatchingEngine;

/// <summary>A client that sends what it is told, valid or not, and waits for answers.</summary>
internal sealed class OuchClient : IDisposable
{
    private const int LimitMilliseconds = 30_000;

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
    {
        NoDelay = true,
        ReceiveTimeout = LimitMilliseconds,
        SendTimeout = LimitMilliseconds,
    };
    private readonly SoupSplitter _splitter = new();
    private readonly byte[] _message = new byte[64];

    public OuchClient(int port) => _socket.Connect(IPAddress.Loopback, port);

    /// <summary>Sequenced messages so far; the next one has the number after.</summary>
    public ulong Sequence { get; private set; }

    /// <summary>Logs in; a login from the first message on is followed by the start of the day, which is taken.</summary>
    public LoginAccepted LogIn(string user = "tester", ulong sequence = 1, string session = "", int? timeout = null, string password = "")
    {
        SendLogin(user, sequence, session, timeout, password);
        Assert.True(LoginAccepted.TryRead(Expect(SoupType.LoginAccepted), out var accepted));
        Sequence = accepted.Sequence - 1;
        if (accepted.Sequence == 1)
            ExpectMessage(SystemEvent.Type);
        return accepted;
    }

    public void SendLogin(string user = "tester", ulong sequence = 1, string session = "", int? timeout = null, string password = "")
    {
        var payload = new byte[timeout is null ? LoginRequest.Size : LoginRequest.SizeWithTimeout];
        new LoginRequest(user, password, session, sequence, timeout).Write(payload);
        Send(SoupType.LoginRequest, payload);
    }

    public void Enter(uint userRef, Side side, uint quantity, decimal dollars, TimeInForce tif = TimeInForce.Day) =>
        Send(SoupType.UnsequencedData, _message.AsSpan(0, OrderOf(userRef, side, quantity, dollars, tif).Write(_message)));

    /// <summary>False: the engine has closed the connection.</summary>
    public bool TryEnter(uint userRef, Side side, uint quantity, decimal dollars, TimeInForce tif)
    {
        try
        {
            Enter(userRef, side, quantity, dollars, tif);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    public void Cancel(uint userRef, uint total) =>
        Send(SoupType.UnsequencedData, _message.AsSpan(0, new CancelOrder(userRef, total).Write(_message)));

    public void Send(SoupType type, ReadOnlySpan<byte> payload)
    {
        var packet = new byte[SoupPacket.Overhead + payload.Length];
        SoupPacket.Write(packet, type, payload);
        Send(packet);
    }

    public void Send(ReadOnlySpan<byte> bytes) => _socket.Send(bytes);

    /// <summary>The next packet that is no heartbeat must be of that type.</summary>
    public byte[] Expect(SoupType expected)
    {
        while (true)
        {
            Assert.True(TryReceive(out var type, out var payload), $"the connection was closed where {expected} was expected");
            if (type == SoupType.ServerHeartbeat && expected != SoupType.ServerHeartbeat)
                continue;
            Assert.Equal(expected, type);
            if (type == SoupType.SequencedData)
                Sequence++;
            return payload;
        }
    }

    public OrderAccepted ExpectAccepted()
    {
        Assert.True(OrderAccepted.TryRead(ExpectMessage(OrderAccepted.Type), out var accepted));
        return accepted;
    }

    public OrderExecuted ExpectExecuted()
    {
        Assert.True(OrderExecuted.TryRead(ExpectMessage(OrderExecuted.Type), out var executed));
        return executed;
    }

    public OrderCanceled ExpectCanceled()
    {
        Assert.True(OrderCanceled.TryRead(ExpectMessage(OrderCanceled.Type), out var canceled));
        return canceled;
    }

    public OrderRejected ExpectRejected()
    {
        Assert.True(OrderRejected.TryRead(ExpectMessage(OrderRejected.Type), out var rejected));
        return rejected;
    }

    /// <summary>The engine closes the connection; heartbeats and messages may come before.</summary>
    public void ExpectClosed()
    {
        while (TryReceive(out var type, out _))
            Assert.Contains(type, new[] { SoupType.ServerHeartbeat, SoupType.SequencedData });
    }

    public void Dispose() => _socket.Dispose();

    public static EnterOrder OrderOf(uint userRef, Side side, uint quantity, decimal dollars, TimeInForce tif) =>
        new(userRef, side, quantity, Symbol.Parse("AAPL"), (ulong)(dollars * 10_000), tif);

    /// <summary>The next message must be of that type.</summary>
    public byte[] ExpectMessage(char type)
    {
        var message = Expect(SoupType.SequencedData);
        Assert.Equal(type, (char)message[0]);
        return message;
    }

    /// <summary>False: the connection is closed, by a reset too.</summary>
    private bool TryReceive(out SoupType type, out byte[] payload)
    {
        ReadOnlySpan<byte> span;
        payload = [];
        while (!_splitter.TryTake(out type, out span))
        {
            Assert.Null(_splitter.Fault);
            var count = _socket.Receive(_splitter.Free, SocketFlags.None, out var error);
            Assert.NotEqual(SocketError.TimedOut, error);
            if (count == 0 || error != SocketError.Success)
                return false;
            _splitter.Received(count);
        }

        payload = span.ToArray();
        return true;
    }
}
