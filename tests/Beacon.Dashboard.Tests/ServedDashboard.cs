using System.Net.Http.Headers;

namespace Beacon.Dashboard.Tests;

/// <summary>A dashboard that listens on a free port, with a results folder of its own.</summary>
internal sealed class ServedDashboard : IAsyncDisposable
{
    private readonly DirectoryInfo _folder;
    private readonly DashboardServer _server;

    private ServedDashboard(DirectoryInfo folder, DashboardServer server)
    {
        (_folder, _server) = (folder, server);
        Client = new HttpClient { BaseAddress = new Uri(server.Address) };
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
    }

    /// <summary>A client with the token.</summary>
    public HttpClient Client { get; }

    public Uri Address => new(_server.Address);

    public string Link => _server.Link;

    public string Token => _server.Link.Split("#token=")[1];

    public string Results => _folder.FullName;

    public static async Task<ServedDashboard> StartAsync(string? run = null)
    {
        var folder = Directory.CreateTempSubdirectory("beacon-dashboard-");
        return new ServedDashboard(folder, await DashboardServer.StartAsync(new DashboardOptions { Results = folder.FullName, Run = run }));
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _server.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
