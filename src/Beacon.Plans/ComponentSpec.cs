using System.Collections.Immutable;

namespace Beacon.Plans;

/// <summary>One program that the run needs (<c>beacon.components.NAME</c>).</summary>
public sealed record ComponentSpec
{
    /// <summary>The component's name. Matches <c>[A-Za-z0-9][A-Za-z0-9_-]*</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The name that people read; default: <see cref="Name"/>.</summary>
    public required string Title { get; init; }

    /// <summary>The program: an absolute path, or a bare name that is looked up on PATH. May hold placeholders.</summary>
    public required string Command { get; init; }

    /// <summary>The program's arguments. May hold placeholders.</summary>
    public ImmutableArray<string> Args { get; init; } = [];

    /// <summary>The working directory: an absolute path. May hold placeholders.</summary>
    public required string WorkingDirectory { get; init; }

    /// <summary>Variables over the inherited environment; a null value removes the variable.</summary>
    public ImmutableSortedDictionary<string, string?> Environment { get; init; } = ImmutableSortedDictionary<string, string?>.Empty;

    /// <summary>What must hold before the component starts.</summary>
    public ImmutableArray<Dependency> DependsOn { get; init; } = [];

    /// <summary>What must be there before the run starts.</summary>
    public Requirements Requires { get; init; } = new();

    /// <summary>When dependents may start; without a probe, as soon as the program was executed.</summary>
    public Readiness Ready { get; init; } = new();

    /// <summary>How it is noticed that the component hangs though its process lives.</summary>
    public Liveness Alive { get; init; } = new();

    /// <summary>Whether and when the component is started again after a failure.</summary>
    public RestartSpec Restart { get; init; } = new();

    /// <summary>How the component is stopped.</summary>
    public StopSpec Stop { get; init; } = new();

    /// <summary>The exit codes that mean success: 0 to 255.</summary>
    public ImmutableSortedSet<int> SuccessExitCodes { get; init; } = [0];

    /// <summary>The run ends when this component exits by itself; with a success code, as completed.</summary>
    public bool EndsRun { get; init; }

    /// <summary>The component may exit with success in the run; at the end it is awaited before it is signalled.</summary>
    public bool FinishesItself { get; init; }

    /// <summary>How the component's output is captured and shown.</summary>
    public OutputSpec Output { get; init; } = new();

    /// <summary>Which numbers are read from the output; null: none.</summary>
    public StatisticsSpec? Statistics { get; init; }

    /// <summary>What the component may use of the machine.</summary>
    public LimitsSpec Limits { get; init; } = new();
}
