using System.Net;
using Beacon.Plans;

namespace Beacon.Processes;

/// <summary>One socket of a process tree at one moment.</summary>
/// <param name="Id">Its inode, which identifies it.</param>
/// <param name="Protocol">TCP or UDP.</param>
/// <param name="Local">Its own address.</param>
/// <param name="Remote">The remote address; null: the socket listens, or receives from any address.</param>
public sealed record SocketUsage(long Id, TransportProtocol Protocol, IPEndPoint Local, IPEndPoint? Remote)
{
    /// <summary>Datagrams that the kernel has dropped so far because the program did not read them in time.</summary>
    public long Drops { get; init; }

    /// <summary>Bytes that wait to be read; of a listening socket, connections that wait to be accepted.</summary>
    public long ReceiveQueue { get; init; }

    /// <summary>Memory of the receive queue in bytes: the waiting data and their overhead.</summary>
    public long ReceiveMemory { get; init; }

    /// <summary>
    /// Memory that the receive queue may take, in bytes (SO_RCVBUF as the kernel counts it); of a listening socket, its backlog.
    /// </summary>
    public long ReceiveBuffer { get; init; }

    /// <summary>Bytes that wait to be sent or to be acknowledged by the other side.</summary>
    public long SendQueue { get; init; }

    /// <summary>Memory that the send queue takes, in bytes.</summary>
    public long SendMemory { get; init; }

    /// <summary>Memory that the send queue may take, in bytes (SO_SNDBUF as the kernel counts it).</summary>
    public long SendBuffer { get; init; }

    /// <summary>Whether it waits for connections.</summary>
    public bool IsListening { get; init; }
}
