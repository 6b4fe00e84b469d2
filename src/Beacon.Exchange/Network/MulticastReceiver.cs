using System.Net;
using System.Net.Sockets;

namespace Beacon.Exchange.Network;

/// <summary>Receives the datagrams of a multicast group, one at a time, into the same buffer.</summary>
public sealed class MulticastReceiver : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly byte[] _buffer = new byte[ushort.MaxValue];
    private int _timeoutMilliseconds;

    /// <summary>Joins, then binds: whoever sees the port bound can rely on the membership.</summary>
    /// <param name="group">The group and its port.</param>
    /// <param name="local">The address of the interface that the group is joined on.</param>
    /// <param name="bufferBytes">What the kernel is asked to hold until it is read (SO_RCVBUF).</param>
    /// <exception cref="IOException">The interface or the port is not to be had.</exception>
    public MulticastReceiver(IPEndPoint group, IPAddress local, int bufferBytes)
    {
        try
        {
            // Others may listen to the same group on this machine.
            _socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            _socket.ReceiveBufferSize = bufferBytes;
            _socket.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.AddMembership, new MulticastOption(group.Address, local));

            // To the group and not to any address: else other groups' packets to the same port would come too (ip(7), IP_MULTICAST_ALL).
            _socket.Bind(group);
        }
        catch (SocketException exception)
        {
            _socket.Dispose();
            throw new IOException($"can't listen to {group} on the interface of {local}: {exception.Message}", exception);
        }
    }

    /// <summary>
    /// What the kernel holds until it is read, in bytes. Less than was asked for: net.core.rmem_max does not allow it (socket(7), which
    /// also says why the kernel tells twice the number).
    /// </summary>
    public int BufferBytes => _socket.ReceiveBufferSize / 2;

    /// <summary>The next datagram; empty: none came in time. Valid until the next call.</summary>
    /// <param name="timeoutMilliseconds">How long to wait, from 1; 0: only what is there already.</param>
    public ReadOnlySpan<byte> Receive(int timeoutMilliseconds)
    {
        if (timeoutMilliseconds == 0)
        {
            if (_socket.Available == 0)
                return [];
        }
        else if (timeoutMilliseconds != _timeoutMilliseconds)
        {
            _socket.ReceiveTimeout = _timeoutMilliseconds = timeoutMilliseconds;
        }

        var count = _socket.Receive(_buffer, SocketFlags.None, out var error);
        return error == SocketError.Success ? _buffer.AsSpan(0, count) : [];
    }

    /// <inheritdoc />
    public void Dispose() => _socket.Dispose();
}
