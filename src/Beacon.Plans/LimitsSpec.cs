using System.Collections.Immutable;

namespace Beacon.Plans;

/// <summary>What a component may use of the machine (<c>limits</c>).</summary>
public sealed record LimitsSpec
{
    /// <summary>
    /// The soft limit of open files (RLIMIT_NOFILE), from 8, capped by the hard one; null: what the supervisor was started with.
    /// </summary>
    public int? OpenFiles { get; init; }

    /// <summary>The cores that it may use, from 0; empty: those that the supervisor was started with.</summary>
    public ImmutableArray<int> Cores { get; init; } = [];

    /// <summary>The nice value, from -20 to 19 (nice(1)); null: the supervisor's own.</summary>
    public int? Nice { get; init; }

    /// <summary>What its processes together may use of memory, in bytes, at least 1 MiB; null: as much as there is.</summary>
    public long? MemoryBytes { get; init; }
}
