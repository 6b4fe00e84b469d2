using System.Collections.Frozen;
using Beacon.Plans.Units;

namespace Beacon.Records.Statistics;

/// <summary>Fields that loggers add to each line: they are numbers but not statistics.</summary>
internal static class LoggerFields
{
    // Unix times in seconds and smaller units.
    private const double LeastTimestamp = 1e9;

    private static readonly FrozenSet<string> Always = FrozenSet.ToFrozenSet(
        ["pid", "tid", "thread", "thread_id", "threadId", "level", "lvl", "severity", "line", "lineno", "caller"],
        StringComparer.OrdinalIgnoreCase
    );

    private static readonly FrozenSet<string> Timestamps = FrozenSet.ToFrozenSet(
        ["ts", "t", "time", "timestamp", "@timestamp", "date", "epoch"],
        StringComparer.OrdinalIgnoreCase
    );

    /// <summary>Whether a field was added by a logger.</summary>
    public static bool Include(string name, StatisticValue value) =>
        Always.Contains(name) || (value is { Unit: "", Value: >= LeastTimestamp } && Timestamps.Contains(name));
}
