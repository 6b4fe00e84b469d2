using Beacon.Actors.Host.Invocation;
using Beacon.Plans;
using Beacon.Processes.Capturing;
using Beacon.Records.Statistics;

namespace Beacon.Actors.Host.Commands;

/// <summary>Tries formats of statistics on what a program has printed.</summary>
internal static class StatisticsTrial
{
    private const string Component = "tool";
    private const int MostNamed = 3;

    // All formats are tried one after the other: a sample is enough to tell.
    private const long MostBytes = 64 * 1024 * 1024;

    // What reads far less than another format does so by chance.
    private const int LeastShare = 4;

    /// <summary>A section <c>statistics</c>.</summary>
    /// <param name="format">The format.</param>
    /// <param name="from">The marker; null: none.</param>
    /// <param name="patterns">The patterns.</param>
    /// <exception cref="InvalidPlanException">It is not right.</exception>
    public static StatisticsSpec Section(string format, string? from, IReadOnlyList<string> patterns)
    {
        if (format == "block" && from is null)
            throw new InvalidPlanException([
                new PlanProblem("statistics.from", "is missing; format = block needs --from TEXT, the text that opens the block"),
            ]);
        var statistics = new Dictionary<string, object?> { ["format"] = format, ["from"] = from };
        if (patterns.Count > 0)
            statistics["patterns"] = patterns;
        var component = new Dictionary<string, object?> { ["command"] = Component, ["statistics"] = statistics };
        try
        {
            var components = new Dictionary<string, object?> { [Component] = component };
            return RunPlan.FromValues(new Dictionary<string, object?> { ["components"] = components }).Component(Component).Statistics!;
        }
        catch (InvalidPlanException refused)
        {
            throw new InvalidPlanException([
                .. refused.Problems.Select(problem =>
                    problem with
                    {
                        Path = problem.Path[(problem.Path.IndexOf("statistics", StringComparison.Ordinal) is > 0 and var at ? at : 0)..],
                    }
                ),
            ]);
        }
    }

    /// <summary>Which formats read something of a log; null: none does.</summary>
    /// <param name="log">The log.</param>
    /// <param name="than">The one that was tried; null: none was.</param>
    public static string? Advice(IReadOnlyList<LogPart> log, StatisticsSpec? than)
    {
        if (log.Sum(part => part.Length) > MostBytes)
            return null;
        var read = StatisticsFormats
            .Names.Where(format => format is not ("block" or "regex"))
            .Select(format => (format, FinalStatistics.Read(Component, Section(format, null, []), log, null).Statistics.Length))
            .Where(entry => entry.Length > 0)
            .OrderByDescending(entry => (entry.Length, StatisticsPresets.Names.Contains(entry.format)))
            .ToList();
        var found = read.Where(entry => entry.Length * LeastShare >= read[0].Length)
            .Take(MostNamed)
            .Select(entry => $"{entry.format} ({entry.Length})")
            .ToList();
        return found.Count == 0 ? null
            : than is null ? $"formats that read statistics of it: {string.Join(", ", found)}"
            : $"other formats that read statistics of it: {string.Join(", ", found)}";
    }
}
