using System.Collections.Immutable;
using Beacon.Plans;

namespace Beacon.Records.Logs;

/// <summary>Which lines of the logs of a record are wanted.</summary>
public sealed record LogQuery
{
    /// <summary>The time since the start of the run; lines that began to arrive earlier are left out.</summary>
    public TimeSpan From { get; init; }

    /// <summary>The time since the start of the run; lines that began to arrive later are left out.</summary>
    public TimeSpan To { get; init; } = TimeSpan.MaxValue;

    /// <summary>How many of the last lines are wanted; null: all.</summary>
    public int? Tail { get; init; }

    /// <summary>Which lines count; null: all.</summary>
    public Func<RecordedLine, bool>? Matches { get; init; }

    /// <summary>Of some logs only what comes after a line: the <see cref="RecordedLine.End"/> of that line.</summary>
    public ImmutableDictionary<LogStream, long> After { get; init; } = ImmutableDictionary<LogStream, long>.Empty;

    /// <summary>Of some logs only what comes before a line: the <see cref="RecordedLine.Begin"/> of that line.</summary>
    public ImmutableDictionary<LogStream, long> Before { get; init; } = ImmutableDictionary<LogStream, long>.Empty;
}

/// <summary>A log: one stream of a component.</summary>
/// <param name="Component">The component's name.</param>
/// <param name="Stream">The stream.</param>
public readonly record struct LogStream(string Component, OutputStream Stream);
