using System.Diagnostics;
using System.Net.Sockets;
using Beacon.Exchange.MoldUdp64;

namespace Beacon.Exchange.Algorithm;

/// <summary>Joins the multicast group and receives packets, one at a time, into the same buffer.</summary>
internal sealed class MarketDataFeed : IDisposable
{
    private const int TimeoutMilliseconds = 50;

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly byte[] _buffer = new byte[ushort.MaxValue];
    private GapDetector _gaps = new();
    private MoldSession _session;
    private FeedLosses _before;

    /// <summary>Joins, then binds: whoever sees the port bound can rely on the membership.</summary>
    /// <exception cref="IOException">The interface or the port is not to be had.</exception>
    public MarketDataFeed(AlgorithmOptions options)
    {
        try
        {
            // Others may listen to the same group on this machine.
            _socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            _socket.ReceiveBufferSize = options.ReceiveBufferBytes;
            _socket.ReceiveTimeout = TimeoutMilliseconds;
            var membership = new MulticastOption(options.Feed.Address, options.Interface);
            _socket.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.AddMembership, membership);

            // To the group and not to any address: else other groups' packets to the same port would come too (ip(7), IP_MULTICAST_ALL).
            _socket.Bind(options.Feed);
        }
        catch (SocketException exception)
        {
            _socket.Dispose();
            throw new IOException(
                $"can't listen to {options.Feed} on the interface of {options.Interface}: {exception.Message}",
                exception
            );
        }
    }

    /// <summary>Packets of MoldUDP64, heartbeats included.</summary>
    public long Packets { get; private set; }

    /// <summary>Datagrams too short for one.</summary>
    public long MalformedPackets { get; private set; }

    /// <summary>The session has ended; another may begin.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>When the last receive returned, in ticks of <see cref="Stopwatch"/>.</summary>
    public long ReceivedAt { get; private set; }

    /// <summary>What was missed and what came twice, in all sessions.</summary>
    public FeedLosses Losses => _before.And(_gaps);

    /// <summary>The next packet with messages; empty: nothing came for a while, or nothing with messages in it.</summary>
    /// <param name="known">How many of its first messages are known already.</param>
    public ReadOnlySpan<byte> Receive(out int known)
    {
        known = 0;
        var count = _socket.Receive(_buffer, SocketFlags.None, out var error);
        ReceivedAt = Stopwatch.GetTimestamp();
        if (error != SocketError.Success)
            return [];

        var packet = _buffer.AsSpan(0, count);
        if (!MoldHeader.TryRead(packet, out var header))
        {
            MalformedPackets++;
            return [];
        }

        Packets++;
        if (header.Session != _session)
            Begin(header.Session);
        known = _gaps.Accept(header);
        HasEnded = header.IsEndOfSession;
        return header.IsEndOfSession || header.IsHeartbeat ? [] : packet;
    }

    public void Dispose() => _socket.Dispose();

    /// <summary>Another session counts from its own beginning.</summary>
    private void Begin(MoldSession session)
    {
        _before = Losses;
        _gaps = new GapDetector();
        _session = session;
    }
}

/// <summary>What a feed missed, and what came twice.</summary>
internal readonly record struct FeedLosses(long Gaps, long Lost, long Duplicates)
{
    public FeedLosses And(GapDetector gaps) => new(Gaps + gaps.Gaps, Lost + (long)gaps.Lost, Duplicates + (long)gaps.Duplicates);
}
