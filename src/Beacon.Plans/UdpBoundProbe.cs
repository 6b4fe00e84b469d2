using System.Collections.Immutable;

namespace Beacon.Plans;

/// <summary>The component's own process tree has bound all of these UDP endpoints. Sends nothing.</summary>
/// <param name="Endpoints">At least one.</param>
public sealed record UdpBoundProbe(ImmutableArray<LocalEndpoint> Endpoints) : Probe("udp-bound")
{
    /// <inheritdoc />
    public override string Subject => string.Join(", ", Endpoints);
}
