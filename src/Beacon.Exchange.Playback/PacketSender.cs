using System.Net;
using System.Net.Sockets;
using Beacon.Exchange.MoldUdp64;

namespace Beacon.Exchange.Playback;

/// <summary>
/// Sends a MoldUDP64 session over UDP multicast: gives each message its number, keeps it for requests, and then sends it, or not.
/// </summary>
internal sealed class PacketSender : IDisposable
{
    private const int BytesPerMessage = 64;

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly SocketAddress _target;
    private readonly MoldPacketBuilder _packet;
    private readonly byte[] _taken = new byte[MoldPacketBuilder.EthernetPayload];
    private readonly ChaoticSender? _chaos;

    /// <exception cref="SocketException">The interface is not to be had.</exception>
    public PacketSender(PlaybackOptions options)
    {
        _packet = new MoldPacketBuilder(MoldSession.Parse(options.Session));
        _target = options.Target.Serialize();
        _socket.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.MulticastInterface, options.Interface.GetAddressBytes());
        _socket.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.MulticastTimeToLive, options.Ttl);
        Ring = new MessageRing(options.Ring, options.Ring * BytesPerMessage);
        if (options.Chaos is { } chaos)
            _chaos = new ChaoticSender(chaos, options.Seed, (packet, length) => Send(packet.AsSpan(0, length)));
    }

    /// <summary>The messages that can be asked for again.</summary>
    public MessageRing Ring { get; }

    /// <summary>Messages that were given a number and are sent, those that are withheld on purpose included.</summary>
    public long Messages { get; private set; }

    public long MessagesWithheld { get; private set; }

    public long Packets { get; private set; }

    public long Bytes { get; private set; }

    public long Heartbeats { get; private set; }

    /// <summary>How many messages wait in the packet.</summary>
    public int Waiting => _packet.Count;

    /// <summary>Adds a message to the packet, which is sent first if it is full.</summary>
    /// <exception cref="ArgumentException">The message fits in no packet.</exception>
    public void Add(ReadOnlySpan<byte> message)
    {
        if (!_packet.TryAdd(message))
        {
            Flush();
            _packet.TryAdd(message);
        }

        Ring.Add(message);
    }

    /// <summary>Sends the packet with what is in it.</summary>
    public void Flush()
    {
        var count = _packet.Count;
        if (count == 0)
            return;
        Messages += count;
        var packet = _packet.Take();
        if (_chaos is null)
        {
            Send(packet);
            return;
        }

        packet.CopyTo(_taken);
        if (!_chaos.Send(_taken, packet.Length))
            MessagesWithheld += count;
    }

    public void Heartbeat()
    {
        Send(_packet.Heartbeat());
        Heartbeats++;
    }

    /// <summary>Says that the session has ended, after everything that was held back for later.</summary>
    public void EndSession()
    {
        _chaos?.Flush();
        Send(_packet.EndOfSession());
    }

    public void AddTo(StatisticsBlock block)
    {
        block
            .Count("Messages Sent", Messages)
            .Count("Messages Withheld", MessagesWithheld)
            .Count("Packets Sent", Packets)
            .Count("Bytes Sent", Bytes)
            .Count("Heartbeats Sent", Heartbeats);
        if (_chaos is not null)
            block
                .Count("Packets Withheld", _chaos.Withheld)
                .Count("Packets Duplicated", _chaos.Duplicated)
                .Count("Packets Reordered", _chaos.Reordered)
                .Count("Packets Delayed", _chaos.Delayed);
    }

    public void Dispose() => _socket.Dispose();

    private void Send(ReadOnlySpan<byte> packet)
    {
        Bytes += _socket.SendTo(packet, SocketFlags.None, _target);
        Packets++;
    }
}
