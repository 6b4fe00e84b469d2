using System.Globalization;
using Beacon.Records.Comparing;
using Beacon.Reports.Exporting;
using Spectre.Console;

namespace Beacon.Actors.Host.Console;

/// <summary>
/// A comparison for people: first what the runs differ in and which were left out, then what has changed and how sure that is, the worst
/// first, and last the verdict and what to do next. What has not changed and was not asked for is counted, not listed.
/// </summary>
internal static class ComparisonView
{
    private const int MostRemarks = 12;

    public static void Show(IAnsiConsole console, Comparison comparison)
    {
        console.Write(
            new ScreenLine($"[bold]Comparison[/] of {SideOf(comparison.Candidate)} with the baseline {SideOf(comparison.Baseline)}")
        );
        var remarks = ComparisonText.Remarks(comparison).ToList();
        if (remarks.Count > MostRemarks)
            remarks = [.. remarks.Take(MostRemarks - 1), $"and {remarks.Count - MostRemarks + 1} more of the kind; --json has them all"];
        foreach (var remark in remarks)
            console.Write(new ScreenLine($"  [yellow]![/] {Markup.Escape(remark)}"));
        var components = comparison.Statistics.Select(told => told.Key.Component).Distinct().ToList();
        var shown = comparison
            .Statistics.Where(IsShown)
            .OrderBy(RankOf)
            .ThenBy(told => components.IndexOf(told.Key.Component))
            .ThenBy(told => told.RunsNeeded ?? int.MaxValue)
            .ToList();
        if (shown.Count > 0)
            console.Write(TableOf(comparison, shown));
        if (comparison.Statistics.Length - shown.Count is > 0 and var rest)
            console.Write(new ScreenLine($"  [grey]and {rest} that nobody has a threshold for: {RestOf(comparison)}[/]"));
        var (colour, mark) =
            comparison.Regressions.Any() ? ("red", "✗")
            : comparison.Statistics.Any(statistic => statistic is { IsJudged: true, Verdict: not ComparisonVerdict.NoVerdict })
                ? ("green", "✓")
            : ("yellow", "?");
        console.Write(new ScreenLine($"[{colour} bold]{mark} {Markup.Escape(ComparisonText.Headline(comparison))}[/]"));
        if (ComparisonText.Next(comparison) is { } next)
            console.Write(new ScreenLine($"  [grey]next:[/] {Markup.Escape(next)}"));
    }

    private static string SideOf(ComparedSide side) =>
        $"[bold]{Markup.Escape(side.Name)}[/] ({side.Runs.Length} run{(side.Runs.Length == 1 ? "" : "s")})";

    private static Table TableOf(Comparison comparison, IReadOnlyList<StatisticComparison> shown)
    {
        var sure = string.Create(CultureInfo.InvariantCulture, $"{100 * (1 - (2 * comparison.Level)):0.#}");
        var table = new Table().SimpleBorder();
        table
            .AddColumn("statistic")
            .AddColumn(Right("baseline"))
            .AddColumn(Right("spread"))
            .AddColumn(Right("now"))
            .AddColumn(Right("difference"));
        table.AddColumn(Right($"{sure} % sure")).AddColumn("verdict");
        foreach (var column in table.Columns)
            column.Padding(0, 1);
        foreach (var column in table.Columns.Skip(1))
            column.NoWrap();
        var component = "";
        foreach (var told in shown)
        {
            if (told.Key.Component != component)
                table.AddRow($"[grey]{Markup.Escape(component = told.Key.Component)}[/]");
            var colour = ColourOf(told);
            table.AddRow(
                Markup.Escape($"{(told.Key.Group.Length == 0 ? "" : $"{told.Key.Group} ")}{told.Key.Name}"),
                Markup.Escape(ComparisonText.Value(told, told.Baseline.Median)),
                Markup.Escape(ComparisonText.Spread(told.Baseline)),
                Markup.Escape(ComparisonText.Value(told, told.Candidate.Median)),
                $"[{colour}]{Markup.Escape(ComparisonText.Difference(told, told.Difference))}[/]",
                Markup.Escape(ComparisonText.Interval(told)),
                $"[{colour}]{ComparisonText.Mark(told)} {Markup.Escape(ComparisonText.Word(told))}[/]"
            );
        }

        return table;
    }

    private static TableColumn Right(string name) => new TableColumn(name).RightAligned();

    private static int RankOf(StatisticComparison told) =>
        told.Verdict switch
        {
            ComparisonVerdict.Regression => 0,
            ComparisonVerdict.Improvement => 1,
            ComparisonVerdict.Changed => 2,
            ComparisonVerdict.NoVerdict when told.IsJudged => 3,
            ComparisonVerdict.WithinTolerance => 4,
            _ => 5,
        };

    private static bool IsShown(StatisticComparison told) =>
        told.IsJudged
        || told.Verdict is ComparisonVerdict.Changed or ComparisonVerdict.Improvement
        || told.Baseline.Count == 0
        || told.Candidate.Count == 0
        || (told.Verdict == ComparisonVerdict.NoVerdict && told.Baseline.Count == 1 && told.Candidate.Count == 1 && told.Difference != 0);

    private static string RestOf(Comparison comparison)
    {
        var open = comparison.Statistics.Count(told =>
            !IsShown(told) && told.Verdict == ComparisonVerdict.NoVerdict && told.Difference != 0
        );
        return open == 0 ? "not changed" : $"none has changed beyond doubt, {open} {(open == 1 ? "is" : "are")} open";
    }

    private static string ColourOf(StatisticComparison told) =>
        told.Verdict switch
        {
            ComparisonVerdict.Regression => "red",
            ComparisonVerdict.Improvement => "green",
            ComparisonVerdict.Changed => "yellow",
            _ => "default",
        };
}
