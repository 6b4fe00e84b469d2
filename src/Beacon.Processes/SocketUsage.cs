using System.Net;
using Beacon.Plans;

namespace Beacon.Processes;

/// <summary>One socket of a process tree at one moment.</summary>
/// <param name="Id">What tells it from the others: its inode.</param>
/// <param name="Protocol">TCP or UDP.</param>
/// <param name="Local">Its own address.</param>
/// <param name="Remote">The other side's; null: it has none, as it listens or receives from anybody.</param>
public sealed record SocketUsage(long Id, TransportProtocol Protocol, IPEndPoint Local, IPEndPoint? Remote)
{
    /// <summary>Datagrams that the kernel has dropped so far before the program could read them.</summary>
    public long Drops { get; init; }

    /// <summary>Bytes that wait to be read; of a listening socket, connections that wait to be accepted.</summary>
    public long ReceiveQueue { get; init; }

    /// <summary>Memory that the receive queue takes, in bytes: what waits and what it costs to keep it.</summary>
    public long ReceiveMemory { get; init; }

    /// <summary>
    /// Memory that the receive queue may take, in bytes (SO_RCVBUF as the kernel counts it); of a listening socket, its backlog.
    /// </summary>
    public long ReceiveBuffer { get; init; }

    /// <summary>Bytes that wait to be sent, or for the other side to confirm them.</summary>
    public long SendQueue { get; init; }

    /// <summary>Memory that the send queue takes, in bytes.</summary>
    public long SendMemory { get; init; }

    /// <summary>Memory that the send queue may take, in bytes (SO_SNDBUF as the kernel counts it).</summary>
    public long SendBuffer { get; init; }

    /// <summary>Whether it waits for connections.</summary>
    public bool IsListening { get; init; }
}
