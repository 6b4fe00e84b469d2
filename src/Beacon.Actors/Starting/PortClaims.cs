using Beacon.Plans;
using Beacon.Records.Events;

namespace Beacon.Actors.Starting;

/// <summary>
/// The ports of the runs of one actor system: those that they require to be free, and the TCP ports that they will listen on. The kernel
/// does not know a port before its program has bound it; this class does.
/// </summary>
internal sealed class PortClaims
{
    private readonly Lock _lock = new();
    private readonly List<PortClaim> _claims = [];

    /// <summary>Claims the ports of a plan. If another run has claimed one (<c>taken</c>), nothing is claimed.</summary>
    public PortClaim Claim(RunPlan plan, out IReadOnlyList<Problem> taken)
    {
        List<WantedPort> wanted = [.. plan.Components.SelectMany(WantedBy)];
        lock (_lock)
        {
            taken =
            [
                .. from port in wanted
                from claim in _claims
                where claim.Ports.Any(port.Excludes)
                select new Problem(
                    ProblemKind.PortTaken,
                    $"port {port.Port}, which {port.Component} wants, is taken by the run {claim.Holder}; "
                        + "wait for its end, stop it, or choose another port",
                    port.Component
                ),
            ];
            var made = new PortClaim(wanted, Release);
            if (taken.Count == 0)
                _claims.Add(made);
            return made;
        }
    }

    private void Release(PortClaim claim)
    {
        lock (_lock)
            _claims.Remove(claim);
    }

    private static IEnumerable<WantedPort> WantedBy(ComponentSpec component) =>
        [
            .. component.Requires.FreePorts.Select(port => new WantedPort(component.Name, port, new LocalEndpoint(null, port.Port))),
            .. component
                .Ready.Probes.OfType<TcpListenProbe>()
                .SelectMany(probe => probe.Endpoints)
                .Select(endpoint => new WantedPort(component.Name, new PortRequirement(TransportProtocol.Tcp, endpoint.Port), endpoint)),
        ];
}

/// <summary>The ports of a run; disposed of when it is over.</summary>
internal sealed class PortClaim(IReadOnlyList<WantedPort> ports, Action<PortClaim> release) : IDisposable
{
    public IReadOnlyList<WantedPort> Ports => ports;
    public string Holder { get; set; } = "that is being started";

    public void Dispose() => release(this);
}

/// <summary>A port that a component wants for itself.</summary>
internal sealed record WantedPort(string Component, PortRequirement Port, LocalEndpoint Endpoint)
{
    public bool Excludes(WantedPort other) =>
        Port == other.Port
        && (Endpoint.Address is null || other.Endpoint.Address is null || Endpoint.Address.Equals(other.Endpoint.Address));
}
