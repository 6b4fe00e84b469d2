using System.Globalization;
using System.Text;
using Beacon.Plans;
using Beacon.Processes.Capturing;
using Beacon.Processes.Files;
using Beacon.Records.Comparing;
using Beacon.Records.Statistics;

namespace Beacon.Records.Tests.Statistics;

/// <summary>The presets read the output of the tools that they are for: <c>Presets/TOOL-VERSION.out</c> gives <c>.expected</c>.</summary>
public sealed class PresetSpecs
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Statistics", "Presets");

    public static TheoryData<string> Cases => [.. NamesOf("*.out")];

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_output_of_a_tool_gives_the_expected_statistics_units_and_directions(string name)
    {
        var path = Path.Combine(Folder, name);
        using var folder = RecordFolder.Open(Folder);
        using var log = LogParts.Open(folder, $"{name}.out");

        var reading = FinalStatistics.Read("tool", StatisticsSpec.Preset(PresetOf(name)), log, null);

        Assert.Equal((null, null), (reading.Absence, reading.CutOff));
        var found = Shown(reading.Statistics);
        var expected = File.Exists($"{path}.expected") ? File.ReadAllText($"{path}.expected") : "";
        if (found != expected)
            File.WriteAllText($"{path}.found", found);
        Assert.Equal(expected, found);
    }

    [Fact]
    public void Each_preset_has_the_output_of_two_versions_at_least()
    {
        var versions = NamesOf("*.out").GroupBy(PresetOf).ToDictionary(group => group.Key, group => group.Count());

        Assert.All(StatisticsPresets.Names, preset => Assert.InRange(versions.GetValueOrDefault(preset), 2, int.MaxValue));
    }

    [Theory]
    [InlineData("wrk-4.1.0", "requests-sec", Better.Higher)]
    [InlineData("wrk-4.1.0", "transfer-sec", Better.Higher)]
    [InlineData("wrk-4.1.0", "latency.p99", Better.Lower)]
    [InlineData("wrk-4.1.0-without-latency", "non-2xx-or-3xx-responses", Better.Lower)]
    [InlineData("pgbench-17.12", "tps", Better.Higher)]
    [InlineData("redis-benchmark-6.0.16", "set.rps", Better.Higher)]
    [InlineData("k6-1.0-composed", "checks-succeeded.rate", Better.Higher)]
    [InlineData("k6-1.0-composed", "http-req-failed.rate", Better.Lower)]
    [InlineData("hyperfine-1.15.0", "sleep-0.01.mean", Better.Lower)]
    [InlineData("fio-3.33", "jobs-0.read.iops", Better.Higher)]
    public void The_direction_of_what_a_tool_is_run_for_is_known(string name, string statistic, Better better)
    {
        using var folder = RecordFolder.Open(Folder);
        using var log = LogParts.Open(folder, $"{name}.out");

        var reading = FinalStatistics.Read("tool", StatisticsSpec.Preset(PresetOf(name)), log, null);

        Assert.Equal(better, DirectionOf(Assert.Single(reading.Statistics, found => found.Key.Path == $"tool.{statistic}")));
    }

    private static string PresetOf(string name) =>
        StatisticsPresets.Names.Where(preset => name.StartsWith($"{preset}-", StringComparison.Ordinal)).MaxBy(preset => preset.Length)!;

    private static IEnumerable<string> NamesOf(string files) =>
        Directory.GetFiles(Folder, files).Select(file => Path.GetFileNameWithoutExtension(file)).Order();

    private static string Shown(IEnumerable<Statistic> statistics)
    {
        var text = new StringBuilder();
        foreach (var statistic in statistics)
        {
            var place = statistic.Group.Raw.Length == 0 ? $"{statistic.Name}" : $"[{statistic.Group}] {statistic.Name}";
            var better = DirectionOf(statistic) is { } direction ? $", better if {direction}".ToLowerInvariant() : "";
            text.Append(CultureInfo.InvariantCulture, $"{$"{place} = {statistic.Value} {statistic.Unit}".TrimEnd()}{better}\n");
        }

        return $"{text}";
    }

    private static Better? DirectionOf(Statistic statistic) => Direction.Of(statistic);
}
