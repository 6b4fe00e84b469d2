using System.Collections.Immutable;

namespace Beacon.Plans;

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

/// <summary>
/// How a program writes its final statistics. Which is which in a configuration: <c>block</c>, <c>key-value</c>, <c>json</c>,
/// <c>prometheus</c>.
/// </summary>
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
