using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Beacon.Exchange.MoldUdp64;

namespace Beacon.Exchange.Algorithm;

/// <summary>Asks a re-request server for messages (MoldUDP64 1.00, Request Packet). Answers come on a thread of its own.</summary>
internal sealed class RecoveryClient : IDisposable
{
    private const int MostAnswers = 1024;

    private readonly Socket _socket;
    private readonly SocketAddress _server;
    private readonly ConcurrentQueue<byte[]> _answers = new();
    private readonly byte[] _request = new byte[MoldHeader.Size];
    private readonly Thread _thread;
    private volatile bool _isStopping;

    public RecoveryClient(IPEndPoint server)
    {
        _server = server.Serialize();
        _socket = new Socket(server.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        _socket.Bind(new IPEndPoint(server.AddressFamily == AddressFamily.InterNetwork ? IPAddress.Any : IPAddress.IPv6Any, 0));
        _thread = new Thread(Listen) { IsBackground = true, Name = "recovery" };
        _thread.Start();
    }

    /// <summary>Asks for messages.</summary>
    public void Ask(MoldHeader request)
    {
        request.Write(_request);
        try
        {
            _socket.SendTo(_request, SocketFlags.None, _server);
        }
        catch (SocketException)
        {
            // Nobody is there to ask: what is missing will be given up.
        }
    }

    /// <summary>A packet that came in answer; false: none has come yet.</summary>
    public bool TryTake(out byte[] packet) => _answers.TryDequeue(out packet!);

    public void Dispose()
    {
        _isStopping = true;
        _socket.Dispose();
        _thread.Join();
    }

    private void Listen()
    {
        var buffer = new byte[ushort.MaxValue];
        var from = new SocketAddress(_server.Family);
        while (!_isStopping)
            try
            {
                var count = _socket.ReceiveFrom(buffer, SocketFlags.None, from);
                if (_answers.Count < MostAnswers && from.Equals(_server))
                    _answers.Enqueue(buffer.AsSpan(0, count).ToArray());
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
            {
                // The server is not there, or this one ends.
            }
    }
}
