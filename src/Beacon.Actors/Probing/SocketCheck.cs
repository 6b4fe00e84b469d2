using Beacon.Plans;

namespace Beacon.Actors.Probing;

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
