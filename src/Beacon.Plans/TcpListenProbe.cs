using System.Collections.Immutable;

namespace Beacon.Plans;

/// <summary>The component's own process tree listens on all of these TCP endpoints. Never connects.</summary>
/// <param name="Endpoints">At least one.</param>
public sealed record TcpListenProbe(ImmutableArray<LocalEndpoint> Endpoints) : Probe("tcp-listen")
{
    /// <inheritdoc />
    public override string Subject => string.Join(", ", Endpoints);
}
