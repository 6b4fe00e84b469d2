using System.Collections.Immutable;
using Beacon.Plans.Reading;

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

    /// <summary>The patterns of the lines with statistics, for <see cref="StatisticsFormat.Regex"/>.</summary>
    public ImmutableArray<LinePattern> Patterns { get; init; } = [];

    /// <summary>The columns, for <see cref="StatisticsFormat.Csv"/>.</summary>
    public CsvColumns Csv { get; init; } = new();

    /// <summary>The names of the statistics to read, as in <c>comparison</c>; empty: all that are printed.</summary>
    public ImmutableArray<string> Only { get; init; } = [];

    /// <summary>The units of numbers that are printed without one, by the names of statistics as in <c>comparison</c>.</summary>
    public ImmutableSortedDictionary<string, string> Units { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>What printed units mean that mean something else in this program: <c>MB</c> is <c>MiB</c>.</summary>
    public ImmutableSortedDictionary<string, string> UnitNames { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Which way statistics get better, by their names as in <c>comparison</c>; for others the unit decides.</summary>
    public ImmutableSortedDictionary<string, Better> Better { get; init; } = ImmutableSortedDictionary<string, Better>.Empty;

    /// <summary>Whether final statistics are expected of the component.</summary>
    public bool ExpectsFinal => From is { Length: > 0 } || Format != StatisticsFormat.Block;

    /// <summary>What reads the output of a known tool: a preset, to be used as it is or with changes.</summary>
    /// <param name="name">One of <see cref="StatisticsPresets.Names"/>: <c>wrk</c>.</param>
    /// <exception cref="ArgumentException">There is no such preset.</exception>
    public static StatisticsSpec Preset(string name) => StatisticsReader.ReadPreset(name);

    /// <summary>The value that a mapping by names of statistics has for one of them; null: none of its names fits.</summary>
    /// <remarks>Of several that fit, a name without <c>*</c> wins, then the longer one.</remarks>
    /// <param name="byName">The mapping: <see cref="Units"/> or <see cref="Better"/>.</param>
    /// <param name="key">The statistic.</param>
    /// <typeparam name="T">The type of the values.</typeparam>
    public static KeyValuePair<string, T>? BestFor<T>(IEnumerable<KeyValuePair<string, T>> byName, StatisticKey key)
    {
        var fitting = byName
            .Where(entry => StatisticPattern.Matches(entry.Key, key))
            .OrderByDescending(entry => (!entry.Key.Contains('*'), entry.Key.Length))
            .ToList();
        return fitting.Count == 0 ? null : fitting[0];
    }

    /// <summary>Whether a statistic is one of those to read.</summary>
    /// <param name="key">The statistic.</param>
    public bool Takes(StatisticKey key) => Only.IsEmpty || Only.Any(name => StatisticPattern.Matches(name, key));
}

/// <summary>
/// How a program writes its final statistics. Which is which in a configuration: <c>block</c>, <c>key-value</c>, <c>json</c>,
/// <c>prometheus</c>, <c>regex</c>, <c>csv</c>.
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

    /// <summary>Lines that regular expressions match, whose named groups are the statistics.</summary>
    Regex,

    /// <summary>A header line and rows of comma-separated values (RFC 4180).</summary>
    Csv,
}
