using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Beacon.Exchange.MoldUdp64;

namespace Beacon.Exchange.Algorithm;

/// <summary>Joins the multicast group and receives packets, one at a time, into the same buffer.</summary>
internal sealed class MarketDataFeed : IDisposable
{
    private const int WantedBufferBytes = 4 * 1024 * 1024;
    private const int PollMilliseconds = 50;

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly byte[] _buffer = new byte[ushort.MaxValue];

    public MarketDataFeed(AlgorithmOptions options)
    {
        _socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        _socket.ReceiveBufferSize = WantedBufferBytes;
        _socket.ReceiveTimeout = PollMilliseconds;
        _socket.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.AddMembership, new MulticastOption(options.Feed.Address, options.Interface));
        _socket.Bind(new IPEndPoint(IPAddress.Any, options.Feed.Port));
    }

    public GapDetector Gaps { get; } = new();

    public long Packets { get; private set; }

    public bool HasEnded { get; private set; }

    /// <summary>When the last receive returned.</summary>
    public long ReceivedAt { get; private set; }

    /// <summary>The next packet with messages and how many of them are known already; empty: nothing came for a while.</summary>
    public ReadOnlySpan<byte> Receive(out int known)
    {
        known = 0;
        var count = _socket.Receive(_buffer, SocketFlags.None, out var error);
        ReceivedAt = Stopwatch.GetTimestamp();
        if (error != SocketError.Success || !MoldHeader.TryRead(_buffer.AsSpan(0, count), out var header)) return [];

        Packets++;
        known = Gaps.Accept(header);
        HasEnded |= header.IsEndOfSession;
        return header.IsEndOfSession || header.IsHeartbeat ? [] : _buffer.AsSpan(0, count);
    }

    public void Dispose() => _socket.Dispose();
}
