using System.Globalization;
using System.Text;
using Beacon.Plans;
using Beacon.Processes.Capturing;
using Beacon.Processes.Files;
using Beacon.Records.Statistics;

namespace Beacon.Records.Tests.Statistics;

/// <summary>
/// Golden files with the output of real programs and the expected statistics: <c>Golden/NAME.out</c>, with older parts <c>NAME.out.1</c>
/// and <c>.1.gz</c> like a log, and <c>NAME.expected</c> with the settings, an empty line, and the statistics.
/// </summary>
public sealed class GoldenSpecs
{
    private const int CasesAtLeast = 25;

    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Statistics", "Golden");

    public static TheoryData<string> Cases => [.. NamesOf("*.expected")];

    [Fact]
    public void There_are_enough_golden_files_and_each_has_its_output()
    {
        Assert.True(Cases.Count >= CasesAtLeast, $"{Folder} holds {Cases.Count} cases");
        Assert.Equal(NamesOf("*.expected"), NamesOf("*.out"));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_output_of_a_real_program_gives_the_expected_statistics(string name)
    {
        var path = Path.Combine(Folder, name);
        var expected = File.ReadAllText($"{path}.expected").Split("\n\n", 2);
        var settings = expected[0]
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(": ", 2))
            .ToDictionary(pair => pair[0], pair => pair[1]);
        var spec = new StatisticsSpec
        {
            Format = Enum.Parse<StatisticsFormat>(settings["format"].Replace("-", "", StringComparison.Ordinal), ignoreCase: true),
            From = settings.GetValueOrDefault("from"),
        };

        using var folder = RecordFolder.Open(Folder);
        using var log = LogParts.Open(folder, $"{name}.out");
        var reading = FinalStatistics.Read("program", spec, log, null, Enum.Parse<ProgramEnd>(settings["end"], ignoreCase: true));
        var found = Shown(reading);

        if (found != expected[1])
            File.WriteAllText($"{path}.found", found);
        Assert.Equal(expected[1], found);
        Assert.All(
            reading.Statistics,
            statistic => Assert.Equal((reading.CutOff is not null, "program"), (statistic.IsPartial, statistic.Component))
        );
    }

    private static IEnumerable<string> NamesOf(string files) =>
        Directory.GetFiles(Folder, files).Select(file => Path.GetFileNameWithoutExtension(file)).Order();

    private static string Shown(StatisticsReading reading)
    {
        var text = new StringBuilder();
        foreach (var statistic in reading.Statistics)
            text.Append(string.Create(CultureInfo.InvariantCulture, $"{Place(statistic)} = {statistic.Value} {statistic.Unit}").TrimEnd())
                .Append('\n');
        foreach (var statistic in reading.NotFinite)
            text.Append(CultureInfo.InvariantCulture, $"left out: {Place(statistic)} = {statistic.Text}\n");
        if (reading.CutOff is { } cutOff)
            text.Append(CultureInfo.InvariantCulture, $"partial: {cutOff}\n");
        if (reading.Absence is { } absence)
            text.Append(CultureInfo.InvariantCulture, $"none: {absence}\n");
        return text.ToString();
    }

    private static string Place(Statistic statistic) =>
        statistic.Group.Raw.Length == 0 ? $"{statistic.Name}" : $"[{statistic.Group}] {statistic.Name}";
}
