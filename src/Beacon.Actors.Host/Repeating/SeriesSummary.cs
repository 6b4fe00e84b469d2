using Beacon.Actors.Host.Console;
using Beacon.Actors.Host.Invocation;
using Beacon.Records.Comparing;
using Beacon.Reports.Exporting;
using Spectre.Console;

namespace Beacon.Actors.Host.Repeating;

/// <summary>
/// The statistics over all comparable runs of a side: median, spread, extremes, outliers. Short: what is zero in every run by name only,
/// and what was measured only where nothing is printed.
/// </summary>
internal static class SeriesSummary
{
    public static void Show(IAnsiConsole console, SeriesSide side, int replaced, StatisticsDetail detail)
    {
        var runs = side.Comparable.ToList();
        var counts = $"{runs.Count} comparable run{(runs.Count == 1 ? "" : "s")}{(replaced > 0 ? $", {replaced} replaced" : "")}";
        if (side.Warmups.Count > 0)
            counts += $", {SeriesConsole.Warmups(side.Warmups.Count)} not counted";
        console.Write(new ScreenLine($"[bold]{ScreenText.Escape(side.Name)}[/]: {counts}"));
        foreach (var tally in ExpectationTally.Over(side.Results))
        {
            var mark = tally.Held == tally.Of ? "[green]✓[/]" : "[red]✗[/]";
            console.Write(new ScreenLine($"  {mark} {ScreenText.Escape($"{tally.Name} {tally.Is}")} held in {tally.Held} of {tally.Of}"));
        }

        if (detail == StatisticsDetail.None)
            return;
        var all = StatisticSummary.Of(runs);
        var printed = all.Where(statistic => !statistic.Key.IsBeside).ToList();
        var wanted = printed.Count == 0 || detail == StatisticsDetail.Full ? all : (IEnumerable<StatisticSummary>)printed;
        var isZero = wanted.ToLookup(statistic => detail == StatisticsDetail.Short && IsZero(statistic));
        var statistics = isZero[false].ToList();
        if (statistics.Count > 0)
            console.Write(TableOf(side, statistics));
        if (isZero[true].Any())
            console.Write(
                new ScreenLine(
                    $"[grey]zero in every run: {ScreenText.Escape(string.Join(", ", isZero[true].Select(each => each.Key.Path)))}[/]"
                )
            );
    }

    private static bool IsZero(StatisticSummary statistic) => statistic.Sample is { Least: 0, Most: 0 };

    private static Table TableOf(SeriesSide side, List<StatisticSummary> statistics)
    {
        var table = new Table().RoundedBorder().AddColumn("statistic");
        foreach (var column in new[] { "median", "spread", "least", "most" })
            table.AddColumn(new TableColumn(column).RightAligned().NoWrap());
        table.AddColumn("outliers");
        var component = "";
        foreach (var statistic in statistics)
        {
            if (statistic.Key.Component != component)
                table.AddRow($"[grey]{ScreenText.Escape(component = statistic.Key.Component)}[/]");
            table.AddRow(
                ScreenText.Escape($"{(statistic.Key.Group.Length == 0 ? "" : $"{statistic.Key.Group}: ")}{statistic.Key.Name}"),
                ScreenText.Escape(ComparisonText.Value(statistic, statistic.Sample.Median)),
                ScreenText.Escape(ComparisonText.Spread(statistic.Sample)),
                ScreenText.Escape(ComparisonText.Value(statistic, statistic.Sample.Least)),
                ScreenText.Escape(ComparisonText.Value(statistic, statistic.Sample.Most)),
                ScreenText.Escape(
                    string.Join(
                        ", ",
                        statistic.Sample.Outliers.Select(outlier =>
                            $"{ComparisonText.Value(statistic, outlier.Value)} in run {RunNumber(side, outlier.Run)}"
                        )
                    )
                )
            );
        }

        return table;
    }

    private static int RunNumber(SeriesSide side, string run) => side.Results.FindIndex(result => result.Id == run) + 1;
}
