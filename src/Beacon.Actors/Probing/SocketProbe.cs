using Beacon.Plans;

namespace Beacon.Actors.Probing;

/// <summary>Whether the component's own processes hold all of these sockets: <c>tcp-listen</c>, <c>udp-bound</c>.</summary>
internal sealed class SocketProbe(IReadOnlyList<LocalEndpoint> endpoints, string verb, Func<LocalEndpoint, bool> holds) : IProbe
{
    public Task<ProbeAnswer> AskAsync(CancellationToken cancellationToken) =>
        Task.FromResult(
            endpoints.FirstOrDefault(endpoint => !holds(endpoint)) is { } missing
                ? new ProbeAnswer(false, $"none of its processes {verb} {missing}")
                : new ProbeAnswer(true, $"{verb} {string.Join(", ", endpoints)}")
        );
}
