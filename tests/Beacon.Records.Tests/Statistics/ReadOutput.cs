using System.Globalization;
using Beacon.Plans;
using Beacon.Records.Statistics;

namespace Beacon.Records.Tests.Statistics;

/// <summary>Reads a text as the log of a program.</summary>
internal static class ReadOutput
{
    /// <summary>What a section of a plan finds in a text.</summary>
    public static StatisticsReading By(string section, string output)
    {
        var plan = RunPlan.Parse($"beacon.components.tool {{\ncommand = tool\nstatistics {{\n{section}\n}}\n}}");
        return By(plan.Component("tool").Statistics!, output);
    }

    /// <inheritdoc cref="By(string, string)"/>
    public static StatisticsReading By(StatisticsSpec section, string output)
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, output);
            return FinalStatistics.Read("tool", section, LogFiles.At(path), null);
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>The statistics as <c>[group] name = value unit</c>.</summary>
    public static IEnumerable<string> Shown(this StatisticsReading reading) =>
        reading.Statistics.Select(statistic =>
            string.Create(CultureInfo.InvariantCulture, $"{PlaceOf(statistic)} = {statistic.Value} {statistic.Unit}").TrimEnd()
        );

    private static string PlaceOf(Statistic statistic) =>
        statistic.Group.Raw.Length == 0 ? $"{statistic.Name}" : $"[{statistic.Group}] {statistic.Name}";
}
