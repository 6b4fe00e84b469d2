using System.Collections.Immutable;
using Beacon.Plans;

namespace Beacon.Processes;

/// <summary>Everything a launcher needs to run one incarnation of a component.</summary>
public sealed record LaunchSpec
{
    /// <summary>The run's id.</summary>
    public required string Run { get; init; }

    /// <summary>The component's name.</summary>
    public required string Component { get; init; }

    /// <summary>The program: an absolute path, or a bare name that is looked up on PATH.</summary>
    public required string Program { get; init; }

    /// <summary>Its arguments.</summary>
    public ImmutableArray<string> Args { get; init; } = [];

    /// <summary>Its working directory: an absolute path.</summary>
    public required string WorkingDirectory { get; init; }

    /// <summary>Variables over the inherited environment; a null value removes the variable.</summary>
    public required ImmutableSortedDictionary<string, string?> Environment { get; init; }

    /// <summary>How its output is connected.</summary>
    public OutputMode OutputMode { get; init; } = OutputMode.Pipe;

    /// <summary>Where its output is stored; null: nowhere, it is only reported.</summary>
    public OutputFiles? Files { get; init; }

    /// <summary>How long the run has lasted at the launch, by a monotonic clock: the arrival index counts on from there.</summary>
    public TimeSpan RunElapsed { get; init; }

    /// <summary>Patterns to look for in the output until each has matched once. No line is skipped.</summary>
    public ImmutableArray<LogProbe> LogProbes { get; init; } = [];

    /// <summary>The text that opens a block of final statistics; null: none is looked for.</summary>
    public string? StatisticsMarker { get; init; }

    /// <summary>Which incarnation of the component this is, from 1.</summary>
    public int Incarnation { get; init; } = 1;

    /// <summary>
    /// Whether the next incarnation follows this one at once: a launcher may make its process ready while this one runs, which then only
    /// has to
    /// become its program. <see cref="IProcess.Dismiss"/> says that none will follow.
    /// </summary>
    public bool RestartsAtOnce { get; init; }

    /// <summary>Whom a signal goes to; a kill always goes to all.</summary>
    public StopScope StopScope { get; init; } = StopScope.Tree;

    /// <summary>The soft limit of open files (RLIMIT_NOFILE), capped by the hard one; null: what the supervisor was started with.</summary>
    public long? OpenFiles { get; init; }

    /// <summary>The nice value, from -20 to 19 (nice(1)); null: the supervisor's own.</summary>
    public int? Nice { get; init; }

    /// <summary>The cores that it may use, from 0; empty: those that the supervisor was started with.</summary>
    public ImmutableArray<int> Cores { get; init; } = [];

    /// <summary>What its whole tree may use of memory, in bytes; null: as much as there is.</summary>
    public long? MemoryBytes { get; init; }

    /// <summary>
    /// How long the rest of the tree may take to end after its leader, and output to come, before whoever is left is killed.
    /// </summary>
    public TimeSpan DrainTimeout { get; init; } = TimeSpan.FromSeconds(2);
}
