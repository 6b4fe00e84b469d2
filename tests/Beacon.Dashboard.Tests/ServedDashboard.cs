using System.Net.Http.Headers;

namespace Beacon.Dashboard.Tests;

/// <summary>A dashboard that listens on a free port, with a results folder of its own.</summary>
internal sealed class ServedDashboard : IAsyncDisposable
{
    private readonly DirectoryInfo? _folder;
    private readonly DashboardServer _server;

    private ServedDashboard(string results, DirectoryInfo? folder, DashboardServer server)
    {
        (Results, _folder, _server) = (results, folder, server);
        Client = new HttpClient { BaseAddress = new Uri(server.Address) };
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
    }

    /// <summary>A client with the token.</summary>
    public HttpClient Client { get; }

    public Uri Address => new(_server.Address);

    public string Link => _server.Link;

    /// <summary>The link to a page.</summary>
    public string LinkTo(string path) => $"{_server.Address}{path}#token={Token}";

    public string Token => _server.Link.Split("#token=")[1];

    public string Results { get; }

    /// <summary>Starts a dashboard.</summary>
    /// <param name="results">The results folder; null: one of its own, deleted with the dashboard.</param>
    /// <param name="limits">What clients may do.</param>
    /// <param name="port">The port; 0: a free one.</param>
    public static async Task<ServedDashboard> StartAsync(string? results = null, DashboardLimits? limits = null, int port = 0)
    {
        var folder = results is null ? Directory.CreateTempSubdirectory("beacon-dashboard-") : null;
        results ??= folder!.FullName;
        var options = new DashboardOptions
        {
            Results = results,
            Port = port,
            Limits = limits ?? new(),
        };
        return new ServedDashboard(results, folder, await DashboardServer.StartAsync(options));
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _server.DisposeAsync();
        _folder?.Delete(recursive: true);
    }
}
