using System.Collections.Immutable;

namespace Beacon.Plans;

/// <summary>When a component is ready (<c>ready</c>): all probes hold, within the timeout.</summary>
public sealed record Readiness
{
    /// <summary>The probes; all must hold. None: ready once the program was executed.</summary>
    public ImmutableArray<Probe> Probes { get; init; } = [];

    /// <summary>How long it may take from the start of the program.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often a probe that has to be polled is polled.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromMilliseconds(25);
}
