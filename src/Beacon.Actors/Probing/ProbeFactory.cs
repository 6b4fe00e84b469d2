using System.Net;
using System.Net.Sockets;
using Beacon.Plans;
using Beacon.Plans.Text;
using Beacon.Processes;

namespace Beacon.Actors.Probing;

/// <summary>The checks of real programs: by their sockets, over the network, in the file system, and by running a command.</summary>
public sealed class ProbeFactory : IProbeFactory
{
    /// <inheritdoc />
    public IProbeCheck Create(Probe probe, ComponentSpec component, IProcess process)
    {
        ArgumentNullException.ThrowIfNull(component);
        ArgumentNullException.ThrowIfNull(process);
        return probe switch
        {
            TcpListenProbe listen => new SocketCheck(listen.Endpoints, process.Listens),
            UdpBoundProbe bound => new SocketCheck(bound.Endpoints, process.HasBound),
            TcpConnectProbe connect => new TcpConnectCheck(connect),
            HttpProbe http => new HttpCheck(http),
            ExecProbe exec => new ExecCheck(exec, process),
            FileProbe file => new FileCheck(file),
            _ => throw new ArgumentOutOfRangeException(nameof(probe), probe?.Kind, "a probe that is not checked from outside"),
        };
    }
}

/// <summary>Checks whether the component's own processes hold all of these sockets: <c>tcp-listen</c>, <c>udp-bound</c>.</summary>
internal sealed class SocketCheck(IReadOnlyList<LocalEndpoint> endpoints, Func<LocalEndpoint, SocketSight> look) : IProbeCheck
{
    public Task<ProbeResult> CheckAsync(CancellationToken cancellationToken)
    {
        var sights = endpoints.Select(look).ToList();
        var missing = sights.Find(sight => sight.Holds == false) ?? sights.Find(sight => sight.Holds is null);
        return Task.FromResult(
            missing is null
                ? new ProbeResult(true, string.Join(", ", sights.Select(sight => sight.Observation)))
                : new ProbeResult(false, missing.Observation) { IsUnknown = missing.Holds is null }
        );
    }
}

/// <summary>Checks whether a TCP connection is accepted; it is closed at once.</summary>
internal sealed class TcpConnectCheck(TcpConnectProbe spec) : IProbeCheck
{
    public async Task<ProbeResult> CheckAsync(CancellationToken cancellationToken)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(spec.Host, spec.Port, cancellationToken).ConfigureAwait(false);
        return new ProbeResult(true, "connected");
    }
}

/// <summary>Checks whether an HTTP GET is answered with the expected status. A redirection is not followed: its status counts.</summary>
internal sealed class HttpCheck(HttpProbe spec) : IProbeCheck, IDisposable
{
    private readonly HttpClient _client = new(HandlerOf(spec));

    public async Task<ProbeResult> CheckAsync(CancellationToken cancellationToken)
    {
        using var response = await _client
            .GetAsync(spec.Url, HttpCompletionOption.ResponseHeadersRead, cancellationToken)
            .ConfigureAwait(false);
        return new ProbeResult(IsExpected(response.StatusCode), $"status {(int)response.StatusCode}");
    }

    public void Dispose() => _client.Dispose();

    private static SocketsHttpHandler HandlerOf(HttpProbe spec)
    {
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false };
        if (spec.IsInsecure)
            handler.SslOptions.RemoteCertificateValidationCallback = (_, _, _, _) => true;
        return handler;
    }

    private bool IsExpected(HttpStatusCode status) =>
        spec.Status is { } expected ? (int)status == expected : (int)status is >= 200 and < 300;
}

/// <summary>Checks whether a file or folder exists.</summary>
internal sealed class FileCheck(FileProbe spec) : IProbeCheck
{
    public Task<ProbeResult> CheckAsync(CancellationToken cancellationToken) =>
        Task.FromResult(Path.Exists(spec.Path) ? new ProbeResult(true, "it exists") : new ProbeResult(false, "it does not exist"));
}

/// <summary>Checks whether a command exits with 0. It runs as a part of the component's tree, and leaves nothing running.</summary>
internal sealed class ExecCheck(ExecProbe spec, IProcess process) : IProbeCheck
{
    /// <summary>The last line that the last attempt has printed; empty: none.</summary>
    public UntrustedText LastLine { get; private set; }

    public async Task<ProbeResult> CheckAsync(CancellationToken cancellationToken)
    {
        LastLine = default;
        var command = new SideCommand(spec.Command) { LeavesNothing = true, Printed = line => LastLine = line };
        var result = await process.RunAsync(command, cancellationToken).ConfigureAwait(false);
        return new ProbeResult(result.ExitCode == 0, $"{result}");
    }
}
