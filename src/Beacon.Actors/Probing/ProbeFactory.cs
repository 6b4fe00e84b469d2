using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using Beacon.Plans;
using Beacon.Processes;
using CliWrap;

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
            TcpListenProbe listen => new SocketCheck(listen.Endpoints, "listens on", process.Listens),
            UdpBoundProbe bound => new SocketCheck(bound.Endpoints, "has bound", process.HasBound),
            TcpConnectProbe connect => new TcpConnectCheck(connect),
            HttpProbe http => new HttpCheck(http),
            ExecProbe exec => new ExecCheck(exec, component.WorkingDirectory, component.Environment),
            FileProbe file => new FileCheck(file),
            _ => throw new ArgumentOutOfRangeException(nameof(probe), probe?.Kind, "a probe that is not checked from outside"),
        };
    }
}

/// <summary>Checks whether the component's own processes hold all of these sockets: <c>tcp-listen</c>, <c>udp-bound</c>.</summary>
internal sealed class SocketCheck(IReadOnlyList<LocalEndpoint> endpoints, string verb, Func<LocalEndpoint, bool> holds) : IProbeCheck
{
    public Task<ProbeResult> CheckAsync(CancellationToken cancellationToken) =>
        Task.FromResult(
            endpoints.FirstOrDefault(endpoint => !holds(endpoint)) is { } missing
                ? new ProbeResult(false, $"none of its processes {verb} {missing}")
                : new ProbeResult(true, $"{verb} {string.Join(", ", endpoints)}")
        );
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
    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false });

    public async Task<ProbeResult> CheckAsync(CancellationToken cancellationToken)
    {
        using var response = await _client
            .GetAsync(spec.Url, HttpCompletionOption.ResponseHeadersRead, cancellationToken)
            .ConfigureAwait(false);
        return new ProbeResult(IsExpected(response.StatusCode), $"status {(int)response.StatusCode}");
    }

    public void Dispose() => _client.Dispose();

    private bool IsExpected(HttpStatusCode status) =>
        spec.Status is { } expected ? (int)status == expected : (int)status is >= 200 and < 300;
}

/// <summary>Checks whether a file or folder exists.</summary>
internal sealed class FileCheck(FileProbe spec) : IProbeCheck
{
    public Task<ProbeResult> CheckAsync(CancellationToken cancellationToken) =>
        Task.FromResult(Path.Exists(spec.Path) ? new ProbeResult(true, "it exists") : new ProbeResult(false, "it does not exist"));
}

/// <summary>Checks whether a command exits with 0. It runs in the component's working directory, with its environment.</summary>
internal sealed class ExecCheck(ExecProbe spec, string workingDirectory, ImmutableSortedDictionary<string, string?> environment)
    : IProbeCheck
{
    public async Task<ProbeResult> CheckAsync(CancellationToken cancellationToken)
    {
        var result = await Cli.Wrap(spec.Command[0])
            .WithArguments(spec.Command.Skip(1))
            .WithWorkingDirectory(workingDirectory)
            .WithEnvironmentVariables(environment)
            .WithValidation(CommandResultValidation.None)
            .ExecuteAsync(cancellationToken)
            .ConfigureAwait(false);
        return new ProbeResult(result.ExitCode == 0, $"exit code {result.ExitCode}");
    }
}
