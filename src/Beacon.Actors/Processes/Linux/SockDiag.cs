using System.Buffers.Binary;
using System.Net;
using System.Runtime.InteropServices;
using Beacon.Actors.Plans;

namespace Beacon.Actors.Processes.Linux;

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

    /// <summary>A bound socket: its local address and the inode that /proc/PID/fd shows as <c>socket:[INODE]</c>.</summary>
    internal readonly record struct BoundSocket(IPAddress Address, int Port, uint Inode);

    /// <summary>The sockets that listen on a TCP port, or are bound to a UDP port; both address families.</summary>
    public static List<BoundSocket> Bound(TransportProtocol protocol, int port)
    {
        var found = new List<BoundSocket>();
        var socket = SocketNative(AF_NETLINK, SOCK_RAW_CLOEXEC, NETLINK_SOCK_DIAG);
        if (socket < 0) throw Errno.Exception("socket(AF_NETLINK)");
        try
        {
            Dump(socket, AF_INET, protocol, port, found);
            Dump(socket, AF_INET6, protocol, port, found);
        }
        finally
        {
            FileDescriptor.Close(socket);
        }

        return found;
    }

    private static void Dump(int socket, byte family, TransportProtocol protocol, int port, List<BoundSocket> found)
    {
        var request = stackalloc byte[RequestSize];
        new Span<byte>(request, RequestSize).Clear();
        *(uint*)request = RequestSize;
        *(ushort*)(request + 4) = SOCK_DIAG_BY_FAMILY;
        *(ushort*)(request + 6) = NLM_F_REQUEST_DUMP;
        request[16] = family;
        request[17] = protocol == TransportProtocol.Tcp ? IPPROTO_TCP : IPPROTO_UDP;
        *(uint*)(request + 20) = protocol == TransportProtocol.Tcp ? ListenState : AllStates;
        BinaryPrimitives.WriteUInt16BigEndian(new Span<byte>(request + 24, 2), (ushort)port);
        if (FileDescriptor.WriteAll(socket, request, RequestSize, out _) != RequestSize) throw Errno.Exception("sock_diag");

        const int BufferSize = 32 * 1024;
        var buffer = stackalloc byte[BufferSize];
        while (true)
        {
            var length = FileDescriptor.Read(socket, buffer, BufferSize);
            if (length <= 0) return;

            for (var at = 0; at + HeaderSize <= length;)
            {
                var size = *(int*)(buffer + at);
                var type = *(ushort*)(buffer + at + 4);
                if (type is NLMSG_DONE or NLMSG_ERROR || size < HeaderSize) return;

                // The kernel's filter on the source port holds for TCP only; for UDP every socket is dumped.
                if (size >= HeaderSize + MessageSize && Parse(new ReadOnlySpan<byte>(buffer + at + HeaderSize, MessageSize)) is var entry
                    && entry.Port == port)
                    found.Add(entry);
                at += (size + 3) & ~3;
            }
        }
    }

    private static BoundSocket Parse(ReadOnlySpan<byte> message) => new(
        new IPAddress(message.Slice(8, message[0] == AF_INET ? 4 : 16)),
        BinaryPrimitives.ReadUInt16BigEndian(message[4..]),
        MemoryMarshal.Read<uint>(message[68..]));

    [LibraryImport("libc", EntryPoint = "socket", SetLastError = true)]
    private static partial int SocketNative(int domain, int type, int protocol);
}
