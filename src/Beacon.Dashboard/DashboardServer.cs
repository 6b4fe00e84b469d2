using System.Diagnostics;
using System.Net;
using Beacon.Dashboard.Api;
using Beacon.Dashboard.Comparing;
using Beacon.Dashboard.Guarding;
using Beacon.Dashboard.Living;
using Beacon.Dashboard.Logs;
using Beacon.Dashboard.Web;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Beacon.Dashboard;

/// <summary>A dashboard that listens.</summary>
internal sealed class DashboardServer : IAsyncDisposable
{
    // So long a page may take to fetch the last state of its run.
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(3);

    private readonly WebApplication _app;
    private readonly DashboardOptions _options;
    private readonly AccessToken _token;

    private DashboardServer(WebApplication app, DashboardOptions options, AccessToken token) =>
        (_app, _options, _token) = (app, options, token);

    /// <summary>What to open in a browser. The token is in the fragment, which no browser sends to anybody.</summary>
    public string Link => $"{Address}{(_options.Beside is null ? "/" : "/runs/current")}#token={_token.Text}";

    /// <summary>The address without a path: <c>http://127.0.0.1:8123</c>; of a unix socket, <c>http://localhost</c>.</summary>
    public string Address =>
        _options.Socket is null
            ? _app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First()
            : "http://localhost";

    /// <summary>Starts listening, on loopback or a unix socket that only this user can open.</summary>
    public static async Task<DashboardServer> StartAsync(DashboardOptions options, CancellationToken cancellationToken = default)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = options.Limits.RequestBytes;
            kestrel.Limits.MaxRequestHeadersTotalSize = options.Limits.RequestBytes;
            kestrel.Limits.MaxConcurrentConnections = options.Limits.Connections;
            kestrel.Limits.MaxConcurrentUpgradedConnections = 0;
            kestrel.Limits.RequestHeadersTimeout = options.Limits.HeadersWithin;
            kestrel.Limits.KeepAliveTimeout = options.Limits.IdleFor;
            kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Protocols = HttpProtocols.Http1);
            if (options.Socket is { } path)
                kestrel.ListenUnixSocket(path);
            else
                kestrel.Listen(IPAddress.Loopback, options.Port);
        });
        builder.WebHost.UseSockets(sockets => sockets.CreateBoundListenSocket = PrivateSocket.Bind);
        var token = new AccessToken();
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton(token);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<CurrentRun>();
        builder.Services.AddSingleton<RunWatches>();
        builder.Services.AddSingleton<RunList>();
        builder.Services.AddSingleton<LogSearches>();
        builder.Services.AddOpenApi();
        builder.Services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, ApiJson.Default));

        var app = builder.Build();
        app.UseMiddleware<AnswerGuard>();
        app.UseRouting();
        app.UseMiddleware<RequestGuard>();
        app.MapOpenApi().WithMetadata(new OpenToAll());
        WebFiles.Map(app);
        PageEndpoints.Map(app);
        RunEndpoints.Map(app);
        ControlEndpoints.Map(app);
        LogEndpoints.Map(app);
        ComparisonEndpoints.Map(app);
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }

        return new DashboardServer(app, options, token);
    }

    /// <summary>
    /// Completes when the dashboard has to end: it was told to, or the process beside it has ended and its viewers know how.
    /// </summary>
    public async Task EndedAsync(CancellationToken stop)
    {
        if (_options is { Beside: { } pid, IsKept: false } && await ExitOf(pid, stop))
            await Task.Delay(Farewell, stop);
        else
            await Task.Delay(Timeout.Infinite, stop);
    }

    private static async Task<bool> ExitOf(int pid, CancellationToken stop)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            await process.WaitForExitAsync(stop);
        }
        catch (ArgumentException)
        {
            // It has ended already.
        }

        return true;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        if (_options.Socket is { } socket)
            File.Delete(socket);
    }
}
