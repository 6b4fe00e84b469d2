using System.Collections.Frozen;
using Beacon.Plans.Units;

namespace Beacon.Records.Statistics;

/// <summary>What loggers add to each line that they print: numbers, and no statistics.</summary>
internal static class LoggerFields
{
    // Seconds since 1970 and finer.
    private const double LeastTimestamp = 1e9;

    private static readonly FrozenSet<string> Always = FrozenSet.ToFrozenSet(
        ["pid", "tid", "thread", "thread_id", "threadId", "level", "lvl", "severity", "line", "lineno", "caller"],
        StringComparer.OrdinalIgnoreCase
    );

    private static readonly FrozenSet<string> Timestamps = FrozenSet.ToFrozenSet(
        ["ts", "t", "time", "timestamp", "@timestamp", "date", "epoch"],
        StringComparer.OrdinalIgnoreCase
    );

    /// <summary>Whether a field is the logger's rather than the program's.</summary>
    public static bool Include(string name, StatisticValue value) =>
        Always.Contains(name) || (value is { Unit: "", Value: >= LeastTimestamp } && Timestamps.Contains(name));
}
