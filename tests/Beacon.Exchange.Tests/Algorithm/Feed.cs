using System.Net;
using System.Net.Sockets;
using Beacon.Exchange.Generation;
using Beacon.Exchange.MoldUdp64;

namespace Beacon.Exchange.Tests.Algorithm;

/// <summary>A market data feed to a multicast group of its own, which never leaves the loopback interface.</summary>
internal sealed class Feed : IDisposable
{
    public const int MessagesPerPacket = 30;
    private static int _groups;
    private static readonly byte[][] Day = MakeDay();

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly IPEndPoint _target;
    private MoldPacketBuilder _builder = new(MoldSession.Parse("FIRST"));
    private int _next;

    public Feed()
    {
        var group = new IPAddress([239, 255, (byte)(1 + Environment.ProcessId % 250), (byte)Interlocked.Increment(ref _groups)]);
        _target = new IPEndPoint(group, FreePort());
        _socket.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.MulticastInterface, IPAddress.Loopback.GetAddressBytes());
        _socket.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.MulticastTimeToLive, 0);
        _socket.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.MulticastLoopback, true);
    }

    public string Group => _target.Address.ToString();

    public string Port => $"{_target.Port}";

    /// <summary>The port after it, where missed messages are asked for.</summary>
    public int RequestPort => _target.Port + 1;

    /// <summary>The next messages of a generated day, which begins again at its end, as one packet.</summary>
    /// <param name="copies">How often the packet is sent; 0: it is lost.</param>
    /// <returns>How many messages it had.</returns>
    public int SendPacket(int copies = 1)
    {
        var packet = TakePacket();
        for (; copies > 0; copies--)
            Send(packet);
        return MessagesPerPacket;
    }

    /// <summary>A packet of other messages; returns how many.</summary>
    public int SendMessages(IEnumerable<byte[]> messages)
    {
        foreach (var message in messages)
            _builder.TryAdd(message);
        var count = _builder.Count;
        Send(_builder.Take());
        return count;
    }

    /// <summary>The next packet, not sent: the test does that when it likes.</summary>
    public byte[] TakePacket()
    {
        while (_builder.Count < MessagesPerPacket && _builder.TryAdd(Day[_next % Day.Length]))
            _next++;
        return _builder.Take().ToArray();
    }

    /// <summary>As many packets as it takes until the program has ended, about one in a millisecond.</summary>
    public async Task SendUntil(Task end)
    {
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(1));
        while (!end.IsCompleted)
        {
            SendPacket();
            await pace.WaitForNextTickAsync();
        }
    }

    public void SendHeartbeat() => Send(_builder.Heartbeat());

    /// <summary>Ends the session and begins another, which counts from 1.</summary>
    public void EndSession(string next)
    {
        Send(_builder.EndOfSession());
        _builder = new MoldPacketBuilder(MoldSession.Parse(next));
    }

    public void Send(ReadOnlySpan<byte> packet) => _socket.SendTo(packet, SocketFlags.None, _target);

    public void Dispose() => _socket.Dispose();

    private static byte[][] MakeDay()
    {
        var day = new List<byte[]>();
        MarketDayGenerator.Generate(
            seed: 1,
            messages: 20_000,
            [Symbol.Parse("AAPL"), Symbol.Parse("MSFT")],
            messagesPerSecond: 1000,
            message => day.Add(message.ToArray())
        );
        return [.. day];
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
