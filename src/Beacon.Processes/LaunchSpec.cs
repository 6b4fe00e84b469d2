using System.Collections.Immutable;
using System.Diagnostics;
using Beacon.Plans;
using Beacon.Processes.Files;

namespace Beacon.Processes;

/// <summary>Everything a launcher needs to run one incarnation of a component.</summary>
public sealed record LaunchSpec
{
    /// <summary>The run's id.</summary>
    public required string Run { get; init; }

    /// <summary>The component's name.</summary>
    public required string Component { get; init; }

    /// <summary>The program: an absolute path, or a bare name that is searched on PATH.</summary>
    public required string Program { get; init; }

    /// <summary>Its arguments.</summary>
    public ImmutableArray<string> Args { get; init; } = [];

    /// <summary>Its working directory: an absolute path.</summary>
    public required string WorkingDirectory { get; init; }

    /// <summary>
    /// Variables over the inherited environment; a null value removes the variable. BEACON_RUN_ID and BEACON_COMPONENT, with the values of
    /// <see cref="Run"/> and <see cref="Component"/>, mark the processes of a tree for the engine where it has no cgroup.
    /// </summary>
    public required ImmutableSortedDictionary<string, string?> Environment { get; init; }

    /// <summary>How its output is connected.</summary>
    public OutputMode OutputMode { get; init; } = OutputMode.Pipe;

    /// <summary>Where its output is stored; null: nowhere, it is only reported.</summary>
    public OutputFiles? Files { get; init; }

    /// <summary>
    /// How long the run has lasted at the launch, by a monotonic clock: the times of the arrival index count from the start of the run.
    /// </summary>
    public TimeSpan RunElapsed { get; init; }

    /// <summary>
    /// The start of the run, by <see cref="Stopwatch.GetTimestamp"/>, for a launch that was ordered then. A point in time does not age
    /// while files are opened, as a duration would: the times of all components count from the same moment.
    /// </summary>
    internal long RunStartBefore(long orderedAt) => orderedAt - (long)(RunElapsed.TotalSeconds * Stopwatch.Frequency);

    /// <summary>Patterns to look for in the output until each has matched once. They see every line.</summary>
    public ImmutableArray<LogProbe> LogProbes { get; init; } = [];

    /// <summary>The text that begins a block of final statistics; null: none is looked for.</summary>
    public string? StatisticsMarker { get; init; }

    /// <summary>Which incarnation of the component this is, from 1.</summary>
    public int Incarnation { get; init; } = 1;

    /// <summary>
    /// Whether the next incarnation follows this one at once. A launcher may then prepare its process while this one runs, so that it only
    /// has to execute the program. <see cref="IProcess.Dismiss"/> says that none will follow.
    /// </summary>
    public bool RestartsAtOnce { get; init; }

    /// <summary>The processes that a signal is sent to; a kill always ends the whole tree.</summary>
    public StopScope StopScope { get; init; } = StopScope.Tree;

    /// <summary>
    /// The soft limit of open files (RLIMIT_NOFILE), at most the hard one; null: that of the supervisor when it was started.
    /// </summary>
    public long? OpenFiles { get; init; }

    /// <summary>The nice value, from -20 to 19 (nice(1)); null: the supervisor's own.</summary>
    public int? Nice { get; init; }

    /// <summary>The cores that it may use, from 0; empty: those of the supervisor when it was started.</summary>
    public ImmutableArray<int> Cores { get; init; } = [];

    /// <summary>The limit of memory of the whole tree, in bytes; null: no limit.</summary>
    public long? MemoryBytes { get; init; }

    /// <summary>
    /// How long the rest of the tree may take to end after its first process, and the output to end, before the remaining processes are
    /// killed.
    /// </summary>
    public TimeSpan DrainTimeout { get; init; } = TimeSpan.FromSeconds(2);
}

/// <summary>The files that everything a program prints is appended to.</summary>
/// <param name="Folder">The folder that they are in. Output that comes after it was closed is not stored.</param>
/// <param name="Stdout">The name of the file for standard output.</param>
/// <param name="Stderr">The name of the file for standard error.</param>
public sealed record OutputFiles(RecordFolder Folder, string Stdout, string Stderr)
{
    /// <summary>The name of the file that says when output arrived (<see cref="Capturing.ArrivalIndex"/>); null: there is none.</summary>
    public string? ArrivalIndex { get; init; }

    /// <summary>The size in bytes at which a log continues in a new part, at the end of a line; null: never.</summary>
    public long? RotateAtBytes { get; init; }

    /// <summary>How many older parts of a log are kept; 0: all.</summary>
    public int KeptParts { get; init; }
}
