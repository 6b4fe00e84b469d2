using System.Collections.Immutable;

namespace Beacon.Actors.Statistics;

/// <summary>
/// Reads a block of statistics. A heading is a line without a value that stands alone, behind an empty line, a rule or the marker, and
/// directly before a statistic; any other line without a value is somebody else's, printed between by another thread, and passed over.
/// </summary>
internal static class StatisticsBlockReader
{
    private const string RuleCharacters = "=-═─━_*~+┌┐└┘├┤┬┴┼╭╮╰╯╔╗╚╝ ";

    /// <summary>The statistics of a block, in the order of their first mention; of a name said twice in a group, the last value.</summary>
    /// <param name="component">The component that printed it.</param>
    /// <param name="lines">The lines behind the marker.</param>
    public static ImmutableArray<Statistic> Read(string component, IEnumerable<string> lines)
    {
        var found = new List<Statistic>();
        var (group, heading) = ("", default(string));
        var isAfterBreak = true;
        foreach (var line in lines.Select(StatisticLine.Clean))
        {
            if (IsRule(line))
            {
                isAfterBreak = true;
                continue;
            }

            if (StatisticLine.TryParse(line, component, heading ?? group, out var statistic))
            {
                group = statistic.Group;
                Add(found, statistic);
                heading = null;
            }
            else heading = isAfterBreak ? HeadingOf(line) : null;
            isAfterBreak = false;
        }

        return [.. found];
    }

    private static bool IsRule(string line) => line.All(c => RuleCharacters.Contains(c));

    private static string? HeadingOf(string line)
    {
        var text = line.Trim('=', '-', '═', '─', '━', '[', ']', '*', '#', ' ').TrimEnd(':');
        return text.Length is > 0 and <= 60 && !text.Contains(": ", StringComparison.Ordinal) ? text : null;
    }

    private static void Add(List<Statistic> found, Statistic statistic)
    {
        var index = found.FindIndex(other => other.Group == statistic.Group && other.Name == statistic.Name);
        if (index < 0) found.Add(statistic);
        else found[index] = statistic;
    }
}
