using System.Globalization;
using Beacon.Actors.Comparing;
using Spectre.Console;

namespace Beacon.Actors.Host.Console;

/// <summary>
/// A comparison for people: first what the runs differ in and which were left out, then what has changed and how sure that is, the worst
/// first, and last the verdict and what to do next. What has not changed and was not asked for is counted, not listed.
/// </summary>
internal static class ComparisonView
{
    public static void Show(IAnsiConsole console, Comparison comparison)
    {
        console.Write(new ScreenLine($"[bold]Comparison[/] of {SideOf(comparison.Candidate)} with the baseline {SideOf(comparison.Baseline)}"));
        foreach (var remark in Remarks(comparison)) console.Write(new ScreenLine($"  [yellow]![/] {Markup.Escape(remark)}"));
        var shown = comparison.Statistics.Where(IsShown).OrderBy(RankOf).ToList();
        if (shown.Count > 0) console.Write(TableOf(comparison, shown));
        if (comparison.Statistics.Length - shown.Count is > 0 and var rest)
            console.Write(new ScreenLine($"  [grey]and {rest} that nobody has a threshold for: {RestOf(comparison)}[/]"));
        var (colour, mark) = comparison.Regressions.Any() ? ("red", "✗") : comparison.Statistics.Any(statistic => statistic is { IsJudged: true, Verdict: not ComparisonVerdict.NoVerdict }) ? ("green", "✓") : ("yellow", "?");
        console.Write(new ScreenLine($"[{colour} bold]{mark} {Markup.Escape(ComparisonText.Headline(comparison))}[/]"));
        if (ComparisonText.Next(comparison) is { } next) console.Write(new ScreenLine($"  [grey]next:[/] {Markup.Escape(next)}"));
    }

    /// <summary>What has to be known before the numbers are read.</summary>
    public static IEnumerable<string> Remarks(Comparison comparison)
    {
        foreach (var difference in comparison.Differences) yield return ComparisonText.Trait(difference);
        foreach (var run in comparison.Baseline.LeftOut.Concat(comparison.Candidate.LeftOut)) yield return $"left out {ComparisonText.NotComparable(run)}";
        if (comparison.IsForced)
            foreach (var run in comparison.Baseline.Runs.Concat(comparison.Candidate.Runs).Where(run => !run.NotComparable.IsEmpty))
                yield return $"FORCED, though {ComparisonText.NotComparable(run)}";
        foreach (var aside in comparison.Statistics.SelectMany(statistic => statistic.SetAside).GroupBy(value => value.Run))
            yield return $"set aside {aside.Key}: far off the others in {aside.Count()} statistic{(aside.Count() == 1 ? "" : "s")}";
        foreach (var rule in comparison.UnusedRules) yield return $"{rule.Source} \"{rule}\" names no statistic of these runs";
    }

    private static string SideOf(ComparedSide side) =>
        $"[bold]{Markup.Escape(side.Name)}[/] ({side.Runs.Length} run{(side.Runs.Length == 1 ? "" : "s")})";

    private static Table TableOf(Comparison comparison, IReadOnlyList<StatisticComparison> shown)
    {
        var sure = string.Create(CultureInfo.InvariantCulture, $"{100 * (1 - (2 * comparison.Level)):0.#}");
        var table = new Table().RoundedBorder();
        table.AddColumn("statistic").AddColumn(Right("baseline")).AddColumn(Right("spread")).AddColumn(Right("now")).AddColumn(Right("difference"));
        table.AddColumn(Right($"{sure} % sure")).AddColumn("verdict");
        foreach (var column in table.Columns.Skip(1).SkipLast(1)) column.NoWrap().PadLeft(0);
        var component = "";
        foreach (var told in shown)
        {
            if (told.Key.Component != component) table.AddRow($"[grey]{Markup.Escape(component = told.Key.Component)}[/]");
            var colour = ColourOf(told);
            table.AddRow(
                Markup.Escape($"{(told.Key.Group.Length == 0 ? "" : $"{told.Key.Group}: ")}{told.Key.Name}"),
                Markup.Escape(ComparisonText.Value(told, told.Baseline.Median)),
                Markup.Escape(ComparisonText.Spread(told.Baseline)),
                Markup.Escape(ComparisonText.Value(told, told.Candidate.Median)),
                $"[{colour}]{Markup.Escape(ComparisonText.Difference(told, told.Difference))}[/]",
                Markup.Escape(ComparisonText.Interval(told)),
                $"[{colour}]{MarkOf(told)} {Markup.Escape(ComparisonText.Verdict(told))}[/]");
        }

        return table;
    }

    private static TableColumn Right(string name) => new TableColumn(name).RightAligned();

    // Statistics of a component stay together; the component with the worst comes first.
    private static int RankOf(StatisticComparison told) => told.Verdict switch
    {
        ComparisonVerdict.Regression => 0,
        ComparisonVerdict.Improvement => 1,
        ComparisonVerdict.Changed => 2,
        ComparisonVerdict.NoVerdict when told.IsJudged => 3,
        ComparisonVerdict.WithinTolerance => 4,
        _ => 5,
    };

    private static bool IsShown(StatisticComparison told) =>
        told.IsJudged || told.Verdict == ComparisonVerdict.Changed || told.Baseline.Count == 0 || told.Candidate.Count == 0 || told.Baseline.Median != told.Candidate.Median;

    private static string RestOf(Comparison comparison)
    {
        var rest = comparison.Statistics.Where(told => !IsShown(told)).ToList();
        return rest.Any(told => told.Verdict == ComparisonVerdict.NoVerdict) ? "the same so far" : "not changed";
    }

    private static string ColourOf(StatisticComparison told) => told.Verdict switch
    {
        ComparisonVerdict.Regression => "red",
        ComparisonVerdict.Improvement => "green",
        ComparisonVerdict.Changed => "yellow",
        _ => "default",
    };

    private static string MarkOf(StatisticComparison told) => told.Verdict switch
    {
        ComparisonVerdict.Regression => "✗",
        ComparisonVerdict.Improvement => "✓",
        ComparisonVerdict.Changed => "≠",
        ComparisonVerdict.WithinTolerance => "=",
        _ => "?",
    };
}
