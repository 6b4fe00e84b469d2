using System.Diagnostics;
using System.Net.Sockets;
using Beacon.Exchange.Ouch;
using Beacon.Exchange.SoupBinTcp;
using HdrHistogram;

namespace Beacon.Exchange.Algorithm;

/// <summary>
/// The connection to the matching engine: sends from the thread of the strategy, receives on one of its own. Latencies are in
/// nanoseconds.
/// </summary>
internal sealed class OrderGateway : IDisposable
{
    private const int OrdersUnderway = 1 << 16;
    private static readonly TimeSpan HeartbeatInterval = TimeSpan.FromSeconds(1);

    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _packet = new byte[SoupPacket.Overhead + EnterOrder.Size];
    private readonly byte[] _message = new byte[EnterOrder.Size];
    private readonly long[] _sentAt = new long[OrdersUnderway];
    private readonly Lock _sending = new();
    private readonly Timer _heartbeat;
    private uint _nextUserRef = 1;
    private volatile bool _isClosing;

    private OrderGateway(AlgorithmOptions options)
    {
        try
        {
            _socket.Connect(options.Host, options.Port);
        }
        catch (SocketException exception)
        {
            throw new IOException($"can't connect to the matching engine at {options.Host}:{options.Port}: {exception.Message}");
        }

        Span<byte> login = stackalloc byte[LoginRequest.Size];
        SendPacket(SoupType.LoginRequest, login[..new LoginRequest("beacon", "", "", 1).Write(login)]);
        _heartbeat = new Timer(_ => SendPacket(SoupType.ClientHeartbeat, []), null, HeartbeatInterval, HeartbeatInterval);
    }

    /// <summary>Connects, logs in and begins to receive.</summary>
    /// <exception cref="IOException">The engine is not there, or does not accept the login.</exception>
    public static OrderGateway Connect(AlgorithmOptions options)
    {
        var gateway = new OrderGateway(options);
        var splitter = new SoupSplitter();
        if (gateway.Receive(splitter) is not SoupType.LoginAccepted) throw new IOException("the matching engine did not accept the login");
        new Thread(() => gateway.ReceiveAll(splitter)) { IsBackground = true, Name = "orders" }.Start();
        return gateway;
    }

    public long Sent { get; private set; }

    public long Accepted { get; private set; }

    public long Rejected { get; private set; }

    public long Canceled { get; private set; }

    public long Fills { get; private set; }

    public long SharesFilled { get; private set; }

    /// <summary>From the end of a send to its acknowledgement.</summary>
    public LongHistogram OrderToAck { get; } = new(TimeSpan.NanosecondsPerTick * TimeSpan.TicksPerMinute, 3);

    /// <summary>The engine has closed the connection.</summary>
    public bool IsLost { get; private set; }

    /// <summary>Sends an immediate order; returns when it was handed to the system.</summary>
    public long Send(Side side, uint shares, Symbol symbol, ulong price)
    {
        var order = new EnterOrder(_nextUserRef++, side, shares, symbol, price, TimeInForce.ImmediateOrCancel);
        SendPacket(SoupType.UnsequencedData, _message.AsSpan(0, order.Write(_message)));
        var at = Stopwatch.GetTimestamp();
        Volatile.Write(ref _sentAt[order.UserRef % OrdersUnderway], at);
        Sent++;
        return at;
    }

    public void Dispose()
    {
        _isClosing = true;
        _heartbeat.Dispose();
        if (!IsLost) SendPacket(SoupType.Logout, []);
        _socket.Dispose();
    }

    private void SendPacket(SoupType type, ReadOnlySpan<byte> payload)
    {
        lock (_sending)
            try
            {
                _socket.Send(_packet.AsSpan(0, SoupPacket.Write(_packet, type, payload)));
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
            {
                IsLost = true;
            }
    }

    private void ReceiveAll(SoupSplitter splitter)
    {
        try
        {
            while (Receive(splitter) is not (null or SoupType.EndOfSession))
            {
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException or InvalidDataException)
        {
            // Told below; the strategy's thread decides what it means.
        }

        if (!_isClosing) IsLost = true;
    }

    /// <summary>Deals with the next packet and returns its type; null: the connection is closed.</summary>
    private SoupType? Receive(SoupSplitter splitter)
    {
        SoupType type;
        ReadOnlySpan<byte> payload;
        while (!splitter.TryTake(out type, out payload))
        {
            var count = _socket.Receive(splitter.Free.Span);
            if (count == 0) return null;
            splitter.Received(count);
        }

        if (type == SoupType.SequencedData && !payload.IsEmpty) OnMessage(payload);
        return type;
    }

    private void OnMessage(ReadOnlySpan<byte> message)
    {
        switch ((char)message[0])
        {
            case OrderAccepted.Type when OrderAccepted.TryRead(message, out var accepted):
                Accepted++;
                Acknowledged(accepted.Order.UserRef);
                break;
            case OrderRejected.Type when OrderRejected.TryRead(message, out var rejected):
                Rejected++;
                Acknowledged(rejected.UserRef);
                break;
            case OrderCanceled.Type:
                Canceled++;
                break;
            case OrderExecuted.Type when OrderExecuted.TryRead(message, out var executed):
                Fills++;
                SharesFilled += executed.Quantity;
                break;
        }
    }

    private void Acknowledged(uint userRef)
    {
        // The answer may overtake the note of the time at which the order was sent.
        var sent = Volatile.Read(ref _sentAt[userRef % OrdersUnderway]);
        if (sent > 0) OrderToAck.RecordValue(Math.Max(0, (long)Stopwatch.GetElapsedTime(sent).TotalNanoseconds));
    }
}
