using System.Net;
using System.Net.Sockets;
using Beacon.Plans;
using Beacon.Processes.Linux.Native;

namespace Beacon.Processes.Tests;

/// <summary>The native calls, applied to the test process itself.</summary>
public class LinuxFactsSpecs
{
    [Fact]
    public void The_stat_file_of_a_process_gives_its_parent_threads_and_memory()
    {
        var stat = ProcFs.ReadStat(Environment.ProcessId)!.Value;
        Assert.Equal(Environment.ProcessId, stat.Pid);
        Assert.True(stat.Threads > 1);
        Assert.True(stat.RssBytes > 1024 * 1024);
        Assert.True(stat.CpuTime > TimeSpan.Zero);
        Assert.Null(ProcFs.ReadStat(int.MaxValue));
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    public void A_listening_socket_is_found_with_its_address_and_belongs_to_its_process(string address)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Parse(address), 0));
        var port = ((IPEndPoint)socket.LocalEndPoint!).Port;
        Assert.Empty(SockDiag.Bound(TransportProtocol.Tcp, port));

        socket.Listen();
        var bound = Assert.Single(SockDiag.Bound(TransportProtocol.Tcp, port));
        Assert.Equal(IPAddress.Parse(address), bound.Address.IsIPv4MappedToIPv6 ? bound.Address.MapToIPv4() : bound.Address);
        Assert.True(ProcFs.HoldsSocket(Environment.ProcessId, new HashSet<uint> { bound.Inode }));
    }

    [Fact]
    public void A_bound_datagram_socket_is_found()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        Assert.Single(SockDiag.Bound(TransportProtocol.Udp, ((IPEndPoint)socket.LocalEndPoint!).Port));
    }
}
