using System.Diagnostics;
using System.Net.Sockets;
using Beacon.Exchange.Ouch;
using Beacon.Exchange.SoupBinTcp;

namespace Beacon.Exchange.Algorithm;

/// <summary>The session with the matching engine: sends on the strategy's thread, receives on one of its own.</summary>
internal sealed class OrderGateway : IDisposable
{
    private static readonly TimeSpan HeartbeatAfter = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan SilenceLimit = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan HeartbeatCheck = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan FarewellLimit = TimeSpan.FromMilliseconds(500);

    private readonly Socket _socket;
    private readonly byte[] _packet = new byte[SoupPacket.Overhead + EnterOrder.Size];
    private readonly byte[] _message = new byte[EnterOrder.Size];
    private readonly Lock _sending = new();
    private readonly Timer _heartbeat;
    private readonly Thread _receiver;
    private long _lastSend = Stopwatch.GetTimestamp();
    private long _lastHeard = Stopwatch.GetTimestamp();
    private volatile bool _isLoggingOut;
    private volatile string? _loss;

    private OrderGateway(Socket socket, SoupSplitter splitter, uint firstUserRef)
    {
        _socket = socket;
        Outcomes = new OrderOutcomes(firstUserRef);
        _receiver = new Thread(() => ReceiveAll(splitter)) { IsBackground = true, Name = "orders" };
        _receiver.Start();
        _heartbeat = new Timer(_ => Beat(), null, HeartbeatCheck, HeartbeatCheck);
    }

    /// <summary>What became of the orders.</summary>
    public OrderOutcomes Outcomes { get; }

    /// <summary>How the session was lost; null: it was not.</summary>
    public string? Loss => _loss;

    /// <summary>Connects and logs in.</summary>
    /// <exception cref="IOException">The engine is not there, or does not accept the login.</exception>
    public static OrderGateway Connect(AlgorithmOptions options, StopSignal stop)
    {
        var splitter = new SoupSplitter();
        var socket = GatewayLogin.Connect(options, stop, splitter);
        return new OrderGateway(socket, splitter, GatewayLogin.AskForUserRef(socket, splitter));
    }

    /// <summary>Sends an immediate order; returns when the system has taken it, and tells when that was.</summary>
    public long Send(Side side, uint shares, Symbol symbol, ulong price)
    {
        var order = new EnterOrder(Outcomes.NextUserRef, side, shares, symbol, price, TimeInForce.ImmediateOrCancel);
        var size = order.Write(_message);
        Outcomes.Sending(shares, Stopwatch.GetTimestamp());
        SendPacket(SoupType.UnsequencedData, _message.AsSpan(0, size));
        return Stopwatch.GetTimestamp();
    }

    /// <summary>Waits a little for what is still to be answered, and ends the session.</summary>
    public void LogOut()
    {
        SpinWait.SpinUntil(() => Outcomes.IsComplete || _loss is not null, FarewellLimit);
        _isLoggingOut = true;
        SendPacket(SoupType.Logout, []);
        if (!_receiver.Join(FarewellLimit))
            _socket.Dispose();
        _receiver.Join(FarewellLimit);
    }

    public void Dispose()
    {
        _heartbeat.Dispose();
        _socket.Dispose();
    }

    /// <summary>A server that is there sends something every second (SoupBinTCP 3.00, 1.3, Heartbeats).</summary>
    private void Beat()
    {
        if (Stopwatch.GetElapsedTime(Volatile.Read(ref _lastHeard)) > SilenceLimit)
            Lose($"nothing was heard from the matching engine for {SilenceLimit.TotalSeconds:0} s");
        if (!_isLoggingOut && Stopwatch.GetElapsedTime(Volatile.Read(ref _lastSend)) >= HeartbeatAfter)
            SendPacket(SoupType.ClientHeartbeat, []);
    }

    private void SendPacket(SoupType type, ReadOnlySpan<byte> payload)
    {
        lock (_sending)
            try
            {
                var size = SoupPacket.Write(_packet, type, payload);
                if (_socket.Send(_packet.AsSpan(0, size)) != size)
                    Lose("the matching engine takes no more orders");
                Volatile.Write(ref _lastSend, Stopwatch.GetTimestamp());
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
            {
                Lose($"nothing can be sent to the matching engine: {exception.Message}");
            }
    }

    private void ReceiveAll(SoupSplitter splitter)
    {
        try
        {
            while (TakePackets(splitter, Stopwatch.GetTimestamp()))
            {
                var count = _socket.Receive(splitter.Free);
                if (count == 0)
                    Lose("the matching engine closed the connection");
                splitter.Received(count);
                if (count == 0)
                    return;
                Volatile.Write(ref _lastHeard, Stopwatch.GetTimestamp());
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            Lose($"the connection to the matching engine broke: {exception.Message}");
        }
    }

    /// <summary>False: the session is over.</summary>
    private bool TakePackets(SoupSplitter splitter, long receivedAt)
    {
        while (splitter.TryTake(out var type, out var payload))
        {
            if (type == SoupType.SequencedData)
                Outcomes.OnMessage(payload, receivedAt);
            if (type != SoupType.EndOfSession)
                continue;
            Lose("the matching engine ended the session");
            return false;
        }

        if (splitter.Fault is { } fault)
            Lose($"the matching engine sent {fault}");
        return splitter.Fault is null;
    }

    private void Lose(string how)
    {
        if (!_isLoggingOut)
            _loss ??= how;
    }
}
