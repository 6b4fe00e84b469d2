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

/// <summary>One edge of the dependency graph.</summary>
/// <param name="Component">The component that is waited for.</param>
/// <param name="Condition">What it must have reached.</param>
public sealed record Dependency(string Component, DependencyCondition Condition);

/// <summary>What a dependent waits for.</summary>
public enum DependencyCondition
{
    /// <summary>All of its readiness probes hold.</summary>
    Ready,

    /// <summary>Its program was executed.</summary>
    Started,

    /// <summary>It exited with a success code and has drained.</summary>
    Completed,
}

/// <summary>What must be there before anything starts; what is missing ends the run with exit code 3.</summary>
public sealed record Requirements
{
    /// <summary>Files or folders that must exist: absolute paths.</summary>
    public ImmutableArray<string> Files { get; init; } = [];

    /// <summary>Ports that nobody else may hold.</summary>
    public ImmutableArray<PortRequirement> FreePorts { get; init; } = [];
}

/// <summary>A port that nobody else may hold, written <c>tcp:9000</c> or <c>udp:12345</c>.</summary>
/// <param name="Protocol">TCP or UDP.</param>
/// <param name="Port">1 to 65535.</param>
public sealed record PortRequirement(TransportProtocol Protocol, int Port)
{
    /// <inheritdoc />
    public override string ToString() => $"{(Protocol == TransportProtocol.Tcp ? "tcp" : "udp")}:{Port}";
}

/// <summary>The transport of a port.</summary>
public enum TransportProtocol
{
    /// <summary>Transmission Control Protocol.</summary>
    Tcp,

    /// <summary>User Datagram Protocol.</summary>
    Udp,
}

/// <summary>How a component is stopped (<c>stop</c>).</summary>
public sealed record StopSpec
{
    /// <summary>The signal that asks the component to end, by its Linux number (signal(7)).</summary>
    public UnixSignal Signal { get; init; } = UnixSignal.SIGTERM;

    /// <summary>How long it may take before it is killed.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Whom the signal goes to.</summary>
    public StopScope Scope { get; init; }

    /// <summary>A program that stops the component, run in its place with its environment; empty: the signal does. May hold placeholders.</summary>
    public ImmutableArray<string> Command { get; init; } = [];
}

/// <summary>Whom a stop signal goes to.</summary>
public enum StopScope
{
    /// <summary>All processes of the component's session.</summary>
    Tree,

    /// <summary>The process that was started, which is to end those that it has made.</summary>
    Leader,
}

/// <summary>What a component may use of the machine (<c>limits</c>).</summary>
public sealed record LimitsSpec
{
    /// <summary>The soft limit of open files (RLIMIT_NOFILE), from 8, capped by the hard one; null: what the supervisor was started with.</summary>
    public int? OpenFiles { get; init; }

    /// <summary>The cores that it may use, from 0; empty: those that the supervisor was started with.</summary>
    public ImmutableArray<int> Cores { get; init; } = [];

    /// <summary>The nice value, from -20 to 19 (nice(1)); null: the supervisor's own.</summary>
    public int? Nice { get; init; }

    /// <summary>What its processes together may use of memory, in bytes, at least 1 MiB; null: as much as there is.</summary>
    public long? MemoryBytes { get; init; }
}

/// <summary>How a component's output is captured and shown (<c>output</c>).</summary>
public sealed record OutputSpec
{
    /// <summary>How the program's output is connected.</summary>
    public OutputMode Mode { get; init; } = OutputMode.Pipe;

    /// <summary>Which stream is shown on the console as it comes, even without <c>--follow</c>.</summary>
    public ConsoleStreams Console { get; init; } = ConsoleStreams.Stderr;

    /// <summary>The size in bytes at which a log goes on in a new part, at the end of a line; at least 64 KiB; null: never.</summary>
    public long? RotateAtBytes { get; init; } = 256L << 20;

    /// <summary>How many older parts of a log are kept beside the one that is written; 0: all.</summary>
    public int Keep { get; init; }
}

/// <summary>How a program's output is connected.</summary>
public enum OutputMode
{
    /// <summary>Two pipes.</summary>
    Pipe,

    /// <summary>Two pipes, with C stdio told to flush at each line (stdbuf(1)); static binaries do not notice.</summary>
    LineBuffered,

    /// <summary>
    /// A terminal of the component's own (pty(7)), which takes both streams: all of it is standard output. Programs print to it line by line,
    /// and with colours.
    /// </summary>
    Pty,
}

/// <summary>Which of a component's streams the console shows as they come.</summary>
public enum ConsoleStreams
{
    /// <summary>Standard error only.</summary>
    Stderr,

    /// <summary>Both streams.</summary>
    All,

    /// <summary>Neither.</summary>
    None,
}

/// <summary>Which numbers are read from a component's output (<c>statistics</c>).</summary>
public sealed record StatisticsSpec
{
    /// <summary>How the final statistics are written.</summary>
    public StatisticsFormat Format { get; init; }

    /// <summary>
    /// The text that opens the final statistics; null: there is no block to look for, or, of another format, all that is printed is read.
    /// </summary>
    public string? From { get; init; }

    /// <summary>Patterns whose named groups are live counters: the group's name is the statistic's.</summary>
    public ImmutableArray<string> Live { get; init; } = [];

    /// <summary>Whether final statistics are expected of the component.</summary>
    public bool ExpectsFinal => From is { Length: > 0 } || Format != StatisticsFormat.Block;
}

/// <summary>How a program writes its final statistics. Which is which in a configuration: <c>block</c>, <c>key-value</c>, <c>json</c>, <c>prometheus</c>.</summary>
public enum StatisticsFormat
{
    /// <summary>Lines <c>Name: value unit</c>, under headings, behind the marker.</summary>
    Block,

    /// <summary>Lines with <c>key=value</c>, as logfmt has them.</summary>
    KeyValue,

    /// <summary>JSON objects, one a line or pretty-printed.</summary>
    Json,

    /// <summary>Prometheus' text exposition format, version 0.0.4.</summary>
    Prometheus,
}
