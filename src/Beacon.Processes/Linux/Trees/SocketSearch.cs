using System.Diagnostics;
using System.Net;
using Beacon.Plans;
using Beacon.Processes.Linux.Native;

namespace Beacon.Processes.Linux.Trees;

/// <summary>Looks for the sockets of a process tree, by the kernel's list of sockets and the descriptors of the processes.</summary>
internal sealed class SocketSearch(ProcessTree tree)
{
    // To list all sockets of a tree costs more than to look for one port, and is only for the message.
    private static readonly TimeSpan ListingInterval = TimeSpan.FromSeconds(1);
    private const int MostListed = 5;

    private readonly Lock _lock = new();
    private string _instead = "";
    private long? _listedAt;

    public SocketSight Look(TransportProtocol protocol, LocalEndpoint endpoint)
    {
        var serving = SockDiag
            .Bound(protocol, endpoint.Port)
            .Where(socket => endpoint.IsServedBy(socket.Address, socket.IsIPv6Only))
            .ToList();
        var holds = serving.Count == 0 ? false : tree.Holds(serving.Select(socket => socket.Inode).ToHashSet());
        var does = protocol == TransportProtocol.Tcp ? "listens on" : "has bound";
        if (holds == true)
            return new SocketSight(true, $"{does} {endpoint}");
        if (holds == false)
            return new SocketSight(false, $"none of its processes {does} {endpoint}{Instead(protocol, serving)}");

        // The kernel names the user of each socket to everybody.
        var users = tree.Members().Where(pid => ProcFs.SocketsOf(pid) is null).Select(ProcFs.UserOf).ToHashSet();
        return serving is [var only] && users.Contains(only.User)
            ? new SocketSight(true, $"{does} {endpoint}, as the only one of its user")
            : new SocketSight(
                null,
                $"this user may not see who {does} {endpoint}, since the program has capabilities or another user; "
                    + "start beacon as root, or use tcp-connect"
            );
    }

    // Who serves the endpoint in place of the tree, and what the tree serves instead.
    private string Instead(TransportProtocol protocol, List<SockDiag.BoundSocket> serving)
    {
        lock (_lock)
        {
            if (_listedAt is { } at && Stopwatch.GetElapsedTime(at) < ListingInterval)
                return _instead;
            _listedAt = Stopwatch.GetTimestamp();
            var own = tree.Members().SelectMany(pid => ProcFs.SocketsOf(pid) ?? []).ToHashSet();
            var bound = SockDiag
                .Bound(protocol, port: null)
                .Where(socket => own.Contains(socket.Inode) && socket.Port != 0)
                .Select(socket => new IPEndPoint(socket.Address, socket.Port).ToString())
                .Order(StringComparer.Ordinal)
                .ToList();
            var listed = string.Join(", ", bound.Take(MostListed)) + (bound.Count > MostListed ? ", …" : "");
            var inodes = serving.Select(socket => socket.Inode).ToHashSet();
            var holder = inodes.Count == 0 ? null : ProcFs.DescribeHolders(pid => ProcFs.HoldsSocket(pid, inodes) == true);
            var other = holder is null ? "" : $"; {holder} {(protocol == TransportProtocol.Tcp ? "does" : "has")}";
            _instead = bound.Count == 0 ? "" : $"; they {(protocol == TransportProtocol.Tcp ? "listen on" : "have bound")} {listed}";
            return _instead = other + _instead;
        }
    }
}
