using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Runtime.Versioning;

namespace Beacon.Dashboard.Tests.Guarding;

public sealed class ListeningSpecs
{
    [Fact]
    public async Task A_dashboard_listens_on_127_0_0_1_only()
    {
        await using var dashboard = await ServedDashboard.StartAsync();
        var listening = IPGlobalProperties
            .GetIPGlobalProperties()
            .GetActiveTcpListeners()
            .Where(endpoint => endpoint.Port == dashboard.Address.Port);
        Assert.Equal([IPAddress.Loopback], listening.Select(endpoint => endpoint.Address));
        Assert.Equal("127.0.0.1", dashboard.Address.Host);
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task A_unix_socket_is_open_to_its_user_only_and_answers_under_the_same_rules()
    {
        var folder = Directory.CreateTempSubdirectory("beacon-dashboard-");
        var path = Path.Combine(folder.FullName, "web.sock");
        var options = new DashboardOptions { Results = folder.FullName, Socket = path };
        await using (var server = await DashboardServer.StartAsync(options))
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
            var token = server.Link.Split("#token=")[1];
            foreach (var (header, status) in new[] { ("X: 1", 401), ($"Authorization: Bearer {token}", 200) })
            {
                using var connection = await RawHttp.ConnectAsync(new UnixDomainSocketEndPoint(path));
                await connection.WriteAsync($"GET /api/v1/runs HTTP/1.1\r\nHost: localhost\r\n{header}\r\nConnection: close\r\n\r\n");
                Assert.Equal(status, (await connection.ReadAnswerAsync()).Status);
            }
        }

        Assert.False(File.Exists(path));
        folder.Delete(recursive: true);
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void A_unix_socket_is_closed_to_others_before_it_takes_a_connection()
    {
        var path = Path.Combine(Path.GetTempPath(), $"beacon-{Guid.NewGuid():N}.sock");
        using var bound = Dashboard.Guarding.PrivateSocket.Bind(new UnixDomainSocketEndPoint(path));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        using var client = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        Assert.Throws<SocketException>(() => client.Connect(new UnixDomainSocketEndPoint(path)));
        File.Delete(path);
    }
}
