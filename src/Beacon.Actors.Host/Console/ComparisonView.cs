using System.Globalization;
using Beacon.Records.Comparing;
using Beacon.Reports.Exporting;
using Spectre.Console;

namespace Beacon.Actors.Host.Console;

/// <summary>
/// Shows a comparison: first how the runs differ and which were left out, then the changed statistics with their intervals, the worst
/// first, and last the verdict and the next step. Unchanged statistics without a threshold are counted, not listed.
/// </summary>
internal static class ComparisonView
{
    private const int MostRemarks = 12;

    public static void Show(IAnsiConsole console, Comparison comparison, ComparisonAdvice advice)
    {
        console.Write(
            new ScreenLine($"[bold]Comparison[/] of {SideOf(comparison.Candidate)} with the baseline {SideOf(comparison.Baseline)}")
        );
        var remarks = ComparisonText.Remarks(comparison).ToList();
        if (remarks.Count > MostRemarks)
            remarks = [.. remarks.Take(MostRemarks - 1), $"and {remarks.Count - MostRemarks + 1} more; --json lists all"];
        foreach (var remark in remarks)
            console.Write(new ScreenLine($"  [yellow]![/] {ScreenText.Escape(remark)}"));
        var shown = ComparisonText.InOrder(comparison).Where(IsShown).ToList();
        if (shown.Count > 0)
            console.Write(TableOf(comparison, shown));
        if (comparison.Statistics.Length - shown.Count is > 0 and var rest)
            console.Write(new ScreenLine($"  [grey]and {rest} without a threshold: {RestOf(comparison)}[/]"));
        var (colour, mark) =
            comparison.Regressions.Any() ? ("red", "✗")
            : ComparisonText.HasVerdict(comparison) ? ("green", "✓")
            : ("yellow", "?");
        console.Write(new ScreenLine($"[{colour} bold]{mark} {ScreenText.Escape(ComparisonText.Headline(comparison))}[/]"));
        if (ComparisonText.SingleRun(comparison) is { } alone)
            console.Write(new ScreenLine($"  {ScreenText.Escape(alone)}"));
        if (ComparisonText.Next(comparison, advice) is { } next)
            console.Write(new ScreenLine($"  [grey]next:[/] {ScreenText.Escape(next)}"));
    }

    private static string SideOf(ComparedSide side) =>
        $"[bold]{ScreenText.Escape(side.Name)}[/] ({side.Runs.Length} run{(side.Runs.Length == 1 ? "" : "s")})";

    private static Table TableOf(Comparison comparison, IReadOnlyList<StatisticComparison> shown)
    {
        var sure = string.Create(CultureInfo.InvariantCulture, $"{100 * (1 - (2 * comparison.Level)):0.#}");
        var table = new Table().SimpleBorder();
        table
            .AddColumn("statistic")
            .AddColumn(Right("baseline"))
            .AddColumn(Right("spread"))
            .AddColumn(Right("candidate"))
            .AddColumn(Right("difference"));
        table.AddColumn(Right($"{sure} % interval")).AddColumn("verdict");
        foreach (var column in table.Columns)
            column.Padding(0, 1);
        foreach (var column in table.Columns.Skip(1))
            column.NoWrap();
        var component = "";
        foreach (var compared in shown)
        {
            if (compared.Key.Component != component)
                table.AddRow($"[grey]{ScreenText.Escape(component = compared.Key.Component)}[/]");
            var colour = ColourOf(compared);
            table.AddRow(
                ScreenText.Escape($"{(compared.Key.Group.Length == 0 ? "" : $"{compared.Key.Group} ")}{compared.Key.Name}"),
                ScreenText.Escape(ComparisonText.Value(compared, compared.Baseline.Median)),
                ScreenText.Escape(ComparisonText.Spread(compared.Baseline)),
                ScreenText.Escape(ComparisonText.Value(compared, compared.Candidate.Median)),
                $"[{colour}]{ScreenText.Escape(ComparisonText.Difference(compared, compared.Difference))}[/]",
                ScreenText.Escape(ComparisonText.Interval(compared)),
                $"[{colour}]{ComparisonText.Mark(compared)} {ScreenText.Escape(ComparisonText.Word(compared))}[/]"
            );
        }

        return table;
    }

    private static TableColumn Right(string name) => new TableColumn(name).RightAligned();

    private static bool IsShown(StatisticComparison compared) =>
        compared.IsDecisive
        || compared.Verdict is ComparisonVerdict.Changed or ComparisonVerdict.Improvement
        || compared.Baseline.Count == 0
        || compared.Candidate.Count == 0
        || (
            compared.Verdict == ComparisonVerdict.NoVerdict
            && compared.Baseline.Count == 1
            && compared.Candidate.Count == 1
            && compared.Difference != 0
            && !compared.Key.IsBeside
        );

    private static string RestOf(Comparison comparison)
    {
        var open = comparison.Statistics.Count(compared =>
            !IsShown(compared) && compared.Verdict == ComparisonVerdict.NoVerdict && compared.Difference != 0
        );
        return open == 0 ? "unchanged" : $"no proven change, no verdict on {open}";
    }

    private static string ColourOf(StatisticComparison compared) =>
        compared.Verdict switch
        {
            ComparisonVerdict.Regression => "red",
            ComparisonVerdict.Improvement => "green",
            ComparisonVerdict.Changed => "yellow",
            _ => "default",
        };
}
