using System.Collections.Immutable;

namespace Beacon.Plans;

/// <summary>
/// Whether a component that was ready still works (<c>alive</c>): checked from readiness on. A probe that fails
/// <see cref="Failures"/> times in a row has the component killed.
/// </summary>
public sealed record Liveness
{
    /// <summary>The probes; each must keep succeeding. None: the component is alive as long as its process is.</summary>
    public ImmutableArray<Probe> Probes { get; init; } = [];

    /// <summary>How often each probe is repeated.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long an answer may take; none until then is a failure.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How many failures in a row are too many: 1 or more.</summary>
    public int Failures { get; init; } = 3;
}
