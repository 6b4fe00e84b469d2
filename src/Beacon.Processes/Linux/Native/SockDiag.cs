using System.Buffers.Binary;
using System.Net;
using System.Runtime.InteropServices;
using Beacon.Plans;

namespace Beacon.Processes.Linux.Native;

/// <summary>
/// sock_diag(7): asks the kernel which sockets are bound to a port, without touching them. A dump of one port takes some 20 µs however
/// many sockets there are, where reading /proc/net/tcp takes milliseconds.
/// </summary>
internal static unsafe partial class SockDiag
{
    private const int AF_NETLINK = 16;
    private const int AF_INET = 2;
    private const int AF_INET6 = 10;
    private const int SOCK_RAW_CLOEXEC = 3 | 0x80000;
    private const int NETLINK_SOCK_DIAG = 4;
    private const ushort SOCK_DIAG_BY_FAMILY = 20;
    private const ushort NLM_F_REQUEST_DUMP = 0x301;
    private const ushort NLMSG_ERROR = 2;
    private const ushort NLMSG_DONE = 3;
    private const byte IPPROTO_TCP = 6;
    private const byte IPPROTO_UDP = 17;
    private const uint ListenState = 1u << 10;
    private const uint AllStates = uint.MaxValue;
    private const int RequestSize = 72;
    private const int HeaderSize = 16;
    private const int MessageSize = 72;
    private const ushort INET_DIAG_SKMEMINFO = 7;
    private const ushort INET_DIAG_SKV6ONLY = 11;
    private const byte MemoryWanted = 1 << (INET_DIAG_SKMEMINFO - 1);
    private const byte TCP_LISTEN = 10;
    private const uint ConnectedOrListening = 1u << 1 | 1u << 8 | ListenState;

    /// <summary>
    /// A bound socket: its local address, the inode that /proc/PID/fd shows as <c>socket:[INODE]</c>, the effective user of the process
    /// that made it, and whether it refuses IPv4 (IPV6_V6ONLY, ipv6(7)).
    /// </summary>
    internal readonly record struct BoundSocket(IPAddress Address, int Port, uint Inode, uint User, bool IsIPv6Only);

    /// <summary>The sockets that listen on a TCP port, or are bound to a UDP port; null: on any. Both address families.</summary>
    public static List<BoundSocket> Bound(TransportProtocol protocol, int? port)
    {
        var found = new List<BoundSocket>();
        var states = protocol == TransportProtocol.Tcp ? ListenState : AllStates;
        var isDone = TryDump(
            protocol,
            port ?? 0,
            states,
            extensions: 0,
            message =>
            {
                // The kernel's filter on the source port holds for TCP only; for UDP every socket is dumped.
                var own = PortIn(message, 4);
                if (own == (port ?? own))
                    found.Add(new BoundSocket(AddressIn(message, 8), own, InodeIn(message), UserIn(message), IsIPv6Only(message)));
            }
        );
        return isDone ? found : throw Errno.Exception("socket(AF_NETLINK)");
    }

    /// <summary>All UDP sockets that have lost datagrams.</summary>
    public static List<SocketUsage> WithLosses() => Telling(TransportProtocol.Udp, AllStates, fill: 1);

    /// <summary>
    /// All TCP sockets with a queue that is at least so full. For this the kernel walks its whole table of connections, which takes about
    /// a millisecond however few there are.
    /// </summary>
    /// <param name="fill">The part of the room for it that a queue takes, from 0 to 1.</param>
    public static List<SocketUsage> WithLongQueues(double fill) => Telling(TransportProtocol.Tcp, ConnectedOrListening, fill);

    // An accepted connection that was not picked up yet has no inode and is left out.
    private static List<SocketUsage> Telling(TransportProtocol protocol, uint states, double fill)
    {
        var found = new List<SocketUsage>();
        TryDump(
            protocol,
            port: 0,
            states,
            MemoryWanted,
            message =>
            {
                if (ParseUsage(protocol, message, fill) is { } usage)
                    found.Add(usage);
            }
        );
        return found;
    }

    private static bool TryDump(TransportProtocol protocol, int port, uint states, byte extensions, Action<ReadOnlySpan<byte>> handle)
    {
        var socket = SocketNative(AF_NETLINK, SOCK_RAW_CLOEXEC, NETLINK_SOCK_DIAG);
        if (socket < 0)
            return false;
        try
        {
            Dump(AF_INET);
            Dump(AF_INET6);
            return true;
        }
        finally
        {
            FileDescriptor.Close(socket);
        }

        void Dump(byte family)
        {
            var request = stackalloc byte[RequestSize];
            new Span<byte>(request, RequestSize).Clear();
            *(uint*)request = RequestSize;
            *(ushort*)(request + 4) = SOCK_DIAG_BY_FAMILY;
            *(ushort*)(request + 6) = NLM_F_REQUEST_DUMP;
            request[16] = family;
            request[17] = protocol == TransportProtocol.Tcp ? IPPROTO_TCP : IPPROTO_UDP;
            request[18] = extensions;
            *(uint*)(request + 20) = states;
            BinaryPrimitives.WriteUInt16BigEndian(new Span<byte>(request + 24, 2), (ushort)port);
            if (!FileDescriptor.TryWrite(socket, new ReadOnlySpan<byte>(request, RequestSize)))
                throw Errno.Exception("sock_diag");
            Answer(socket, handle);
        }
    }

    private static void Answer(int socket, Action<ReadOnlySpan<byte>> handle)
    {
        const int BufferSize = 32 * 1024;
        var buffer = stackalloc byte[BufferSize];
        while (true)
        {
            var length = FileDescriptor.Read(socket, buffer, BufferSize);
            if (length <= 0)
                return;

            for (var at = 0; at + HeaderSize <= length; )
            {
                var size = *(int*)(buffer + at);
                var type = *(ushort*)(buffer + at + 4);
                if (type is NLMSG_DONE or NLMSG_ERROR || size < HeaderSize)
                    return;
                if (size >= HeaderSize + MessageSize)
                    handle(new ReadOnlySpan<byte>(buffer + at + HeaderSize, size - HeaderSize));
                at += (size + 3) & ~3;
            }
        }
    }

    private static SocketUsage? ParseUsage(TransportProtocol protocol, ReadOnlySpan<byte> message, double fill)
    {
        var memory = MemoryIn(message);
        var inode = InodeIn(message);
        if (memory.IsEmpty || inode == 0)
            return null;

        // struct inet_diag_msg: the queues behind the addresses and the timer; of a listening socket, what waits and how much may.
        // SK_MEMINFO: 0 receive queue, 1 its limit, 3 the send queue's limit, 5 send queue, 8 drops.
        var isListening = protocol == TransportProtocol.Tcp && message[1] == TCP_LISTEN;
        var (receiveQueue, sendQueue) = (MemoryMarshal.Read<uint>(message[56..]), MemoryMarshal.Read<uint>(message[60..]));
        var drops = protocol == TransportProtocol.Udp && memory.Length > 8 ? memory[8] : 0;
        var isLong =
            protocol == TransportProtocol.Tcp
            && (
                isListening
                    ? sendQueue > 0 && receiveQueue >= fill * sendQueue
                    : (receiveQueue > 0 && memory[0] >= fill * memory[1]) || (sendQueue > 0 && memory[5] >= fill * memory[3])
            );
        if (drops == 0 && !isLong)
            return null;

        var remotePort = PortIn(message, 6);
        return new SocketUsage(
            inode,
            protocol,
            new IPEndPoint(AddressIn(message, 8), PortIn(message, 4)),
            remotePort == 0 ? null : new IPEndPoint(AddressIn(message, 24), remotePort)
        )
        {
            Drops = drops,
            IsListening = isListening,
            ReceiveQueue = receiveQueue,
            ReceiveMemory = isListening ? receiveQueue : memory[0],
            ReceiveBuffer = isListening ? sendQueue : memory[1],
            SendQueue = isListening ? 0 : sendQueue,
            SendMemory = isListening ? 0 : memory[5],
            SendBuffer = isListening ? 0 : memory[3],
        };
    }

    private static IPAddress AddressIn(ReadOnlySpan<byte> message, int at) => new(message.Slice(at, message[0] == AF_INET ? 4 : 16));

    private static int PortIn(ReadOnlySpan<byte> message, int at) => BinaryPrimitives.ReadUInt16BigEndian(message[at..]);

    private static uint InodeIn(ReadOnlySpan<byte> message) => MemoryMarshal.Read<uint>(message[68..]);

    private static uint UserIn(ReadOnlySpan<byte> message) => MemoryMarshal.Read<uint>(message[64..]);

    private static bool IsIPv6Only(ReadOnlySpan<byte> message) => AttributeIn(message, INET_DIAG_SKV6ONLY) is [not 0, ..];

    private static ReadOnlySpan<uint> MemoryIn(ReadOnlySpan<byte> message) =>
        MemoryMarshal.Cast<byte, uint>(AttributeIn(message, INET_DIAG_SKMEMINFO));

    // Attributes follow the message: length and type of each in two bytes, its own header counted, then padding to four.
    private static ReadOnlySpan<byte> AttributeIn(ReadOnlySpan<byte> message, ushort type)
    {
        for (var rest = message[MessageSize..]; rest.Length >= 4; )
        {
            int length = MemoryMarshal.Read<ushort>(rest);
            if (length < 4 || length > rest.Length)
                break;
            if (MemoryMarshal.Read<ushort>(rest[2..]) == type)
                return rest[4..length];
            rest = rest[Math.Min((length + 3) & ~3, rest.Length)..];
        }

        return [];
    }

    [LibraryImport("libc", EntryPoint = "socket", SetLastError = true)]
    private static partial int SocketNative(int domain, int type, int protocol);
}
