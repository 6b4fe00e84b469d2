using System.Collections.Immutable;
using Beacon.Actors.Plans;

namespace Beacon.Actors.Processes;

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

    /// <summary>The file that every byte of standard output is appended to: an absolute path.</summary>
    public required string StdoutLog { get; init; }

    /// <summary>The file that every byte of standard error is appended to: an absolute path.</summary>
    public required string StderrLog { get; init; }

    /// <summary>The size in bytes at which a log goes on in a new part, at the end of a line; null: never.</summary>
    public long? RotateAtBytes { get; init; }

    /// <summary>How many older parts of a log are kept; 0: all.</summary>
    public int KeptParts { get; init; }

    /// <summary>The file that says when output arrived, added to if it exists: an absolute path; null: none is wanted.</summary>
    public string? ArrivalIndex { get; init; }

    /// <summary>How long the run has lasted at the launch, by a monotonic clock: the arrival index counts on from there.</summary>
    public TimeSpan RunElapsed { get; init; }

    /// <summary>Patterns to look for in the output until each has matched once. No line is skipped.</summary>
    public ImmutableArray<LogProbe> LogProbes { get; init; } = [];

    /// <summary>The text that opens a block of final statistics; null: none is looked for.</summary>
    public string? StatisticsMarker { get; init; }

    /// <summary>How long output may still come after the exit, before what is left of the tree is killed.</summary>
    public TimeSpan DrainTimeout { get; init; } = TimeSpan.FromSeconds(2);
}
