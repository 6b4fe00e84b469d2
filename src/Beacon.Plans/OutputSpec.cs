namespace Beacon.Plans;

/// <summary>How a component's output is captured and shown (<c>output</c>).</summary>
public sealed record OutputSpec
{
    /// <summary>How the program's output is connected.</summary>
    public OutputMode Mode { get; init; } = OutputMode.Pipe;

    /// <summary>Which stream is shown on the console as it comes, even without <c>--follow</c>.</summary>
    public ConsoleStreams Console { get; init; } = ConsoleStreams.Stderr;

    /// <summary>The size in bytes at which a log continues in a new part, at the end of a line; at least 64 KiB; null: never.</summary>
    public long? RotateAtBytes { get; init; } = 256L << 20;

    /// <summary>How many older parts of a log are kept beside the one that is written; 0: all.</summary>
    public int Keep { get; init; }
}

/// <summary>How a program's output is connected.</summary>
public enum OutputMode
{
    /// <summary>Two pipes.</summary>
    Pipe,

    /// <summary>Two pipes, with C stdio set to flush at each line (stdbuf(1)); static binaries do not notice.</summary>
    LineBuffered,

    /// <summary>
    /// A terminal of the component's own (pty(7)), which takes both streams: all of it is standard output. Programs print to it line by
    /// line, and with colours.
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
