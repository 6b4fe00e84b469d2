using Beacon.Actors.Host.Console;
using Beacon.Records.Comparing;
using Beacon.Reports.Exporting;
using Spectre.Console;

namespace Beacon.Actors.Host.Repeating;

/// <summary>The statistics over all comparable runs of a side: median, spread, extremes, outliers.</summary>
internal static class SeriesSummary
{
    public static void Show(IAnsiConsole console, SeriesSide side, int replaced, bool withStatistics)
    {
        var runs = side.Comparable.ToList();
        var counts = $"{runs.Count} comparable run{(runs.Count == 1 ? "" : "s")}{(replaced > 0 ? $", {replaced} replaced" : "")}";
        console.Write(new ScreenLine($"[bold]{ScreenText.Escape(side.Name)}[/]: {counts}"));
        foreach (var tally in ExpectationTally.Over(side.Results))
        {
            var mark = tally.Held == tally.Of ? "[green]✓[/]" : "[red]✗[/]";
            console.Write(new ScreenLine($"  {mark} {ScreenText.Escape($"{tally.Name} {tally.Is}")} held in {tally.Held} of {tally.Of}"));
        }

        var all = StatisticSummary.Of(runs);
        var printed = all.Where(statistic => !statistic.Key.IsBeside).ToList();
        IReadOnlyList<StatisticSummary> statistics = printed.Count > 0 ? printed : all;
        if (statistics.Count == 0 || !withStatistics)
            return;

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

        console.Write(table);
    }

    private static int RunNumber(SeriesSide side, string run) => side.Results.FindIndex(result => result.Id == run) + 1;
}
