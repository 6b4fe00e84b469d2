using System.Net;
using System.Net.Sockets;
using Beacon.Exchange.MoldUdp64;

namespace Beacon.Exchange.Playback;

/// <summary>
/// Answers requests for messages that were missed (MoldUDP64 1.00, Request Packet): with one ordinary packet, to the address that asked,
/// with as many messages as are kept and fit.
/// </summary>
internal sealed class RequestServer : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly MoldSession _session;
    private readonly MessageRing _ring;
    private readonly MoldPacketBuilder _packet;
    private readonly Thread _thread;
    private volatile bool _isStopping;
    private long _requests;
    private long _messages;
    private long _unanswered;

    /// <summary>Listens.</summary>
    /// <exception cref="SocketException">The port is not to be had.</exception>
    public RequestServer(IPEndPoint endpoint, MoldSession session, MessageRing ring)
    {
        (_session, _ring, _packet) = (session, ring, new MoldPacketBuilder(session));
        try
        {
            _socket.Bind(endpoint);
        }
        catch (SocketException)
        {
            _socket.Dispose();
            throw;
        }

        _thread = new Thread(Serve) { IsBackground = true, Name = "requests" };
        _thread.Start();
    }

    /// <summary>Requests that were answered.</summary>
    public long Requests => Interlocked.Read(ref _requests);

    /// <summary>Messages in the answers.</summary>
    public long Messages => Interlocked.Read(ref _messages);

    /// <summary>Requests that were malformed, of another session, or for messages that are not kept.</summary>
    public long Unanswered => Interlocked.Read(ref _unanswered);

    public void Dispose()
    {
        _isStopping = true;
        _socket.Dispose();
        _thread.Join();
    }

    private void Serve()
    {
        var request = new byte[ushort.MaxValue];
        var from = new SocketAddress(AddressFamily.InterNetwork);
        while (!_isStopping)
            try
            {
                var count = _socket.ReceiveFrom(request, SocketFlags.None, from);
                Answer(request.AsSpan(0, count), from);
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
            {
                // Whoever asked is gone, or this one ends.
            }
    }

    private void Answer(ReadOnlySpan<byte> request, SocketAddress from)
    {
        if (request.Length != MoldHeader.Size || !MoldHeader.TryRead(request, out var header) || header.Session != _session)
        {
            Interlocked.Increment(ref _unanswered);
            return;
        }

        var count = _ring.Fill(header, _packet);
        if (count == 0)
        {
            Interlocked.Increment(ref _unanswered);
            return;
        }

        _socket.SendTo(_packet.Take(), SocketFlags.None, from);
        Interlocked.Increment(ref _requests);
        Interlocked.Add(ref _messages, count);
    }
}
