using Beacon.Records.Comparing;
using Beacon.Records.Events;
using Beacon.Reports.Exporting;

namespace Beacon.Reports.Html;

/// <summary>Writes a comparison as a self-contained page. The charts of a statistic show each run as a point.</summary>
public static class ComparisonReport
{
    /// <summary>The default name of the file.</summary>
    public const string FileName = "comparison.html";

    internal const int ChartsAtMost = 200;

    /// <summary>Writes the page atomically and replaces an existing one.</summary>
    /// <param name="comparison">The comparison.</param>
    /// <param name="history">Other runs, which are shown if they have the same statistics.</param>
    /// <param name="path">The path of the page.</param>
    /// <param name="advice">The names of the recommended commands; null: no names.</param>
    /// <exception cref="IOException">The page can't be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The page may not be written.</exception>
    public static void Write(Comparison comparison, IEnumerable<RunResult> history, string path, ComparisonAdvice? advice = null)
    {
        var links = new ReportLinks(Path.GetDirectoryName(Path.GetFullPath(path))!);
        ReportPage.Save(
            path,
            $"{comparison.Candidate.Name} compared with {comparison.Baseline.Name}",
            html => Write(html, comparison, history, advice, links.To)
        );
    }

    /// <summary>Writes the content of the page.</summary>
    internal static void Write(
        HtmlWriter html,
        Comparison comparison,
        IEnumerable<RunResult> history,
        ComparisonAdvice? advice,
        Func<RunResult, string?> linkTo
    )
    {
        var trend = new Trend(comparison, history);
        var statistics = ComparisonText.InOrder(comparison).Where(statistic => statistic.IsWorthListing).ToList();
        WriteVerdict(html, comparison, advice ?? new ComparisonAdvice());
        WriteRemarks(html, comparison);
        ComparisonTable.Write(html, comparison, statistics);
        WriteCharts(html, statistics, trend, linkTo);
    }

    private static void WriteVerdict(HtmlWriter html, Comparison comparison, ComparisonAdvice advice)
    {
        var (kind, mark) =
            comparison.Regressions.Any() ? ("failed", "✗")
            : ComparisonText.HasVerdict(comparison) ? ("completed", "✓")
            : ("open", "?");
        using var header = html.Open("header", ("class", kind));
        html.Element("p", $"{comparison.Candidate.Name} compared with the baseline {comparison.Baseline.Name}", ("class", "eyebrow"));
        using (html.Open("h1"))
        {
            html.Element("span", mark, ("class", "badge"));
            html.Text($" {ComparisonText.Headline(comparison)}");
        }

        if (ComparisonText.SingleRun(comparison) is { } alone)
            html.Note(alone);
        if (ComparisonText.Next(comparison, advice) is { } next)
            html.Note($"Next: {next}");
        using var facts = html.Open("dl", ("class", "facts"));
        html.Fact("baseline", Describe(comparison.Baseline));
        html.Fact("candidate", Describe(comparison.Candidate));
    }

    private static string Describe(ComparedSide side)
    {
        var (first, last) = Figures.Minutes(side.Runs[0].StartedAt, side.Runs[^1].StartedAt);
        return $"{Figures.Plural(side.Runs.Length, "run")}, {(last.Length == 0 ? first : $"{first} – {last}")} UTC";
    }

    private static void WriteRemarks(HtmlWriter html, Comparison comparison)
    {
        var remarks = ComparisonText.Remarks(comparison).Take(HtmlWriter.MostRows).ToList();
        if (remarks.Count == 0)
            return;
        using var section = html.Section("Remarks", "callout");
        using var list = html.Open("ul");
        foreach (var remark in remarks)
            html.Element("li", remark);
    }

    private static void WriteCharts(HtmlWriter html, List<StatisticComparison> statistics, Trend trend, Func<RunResult, string?> linkTo)
    {
        using var section = html.Section("Runs");
        using (html.Open("ul", ("class", "legend")))
        {
            html.LegendItem("dot c0", "baseline");
            html.LegendItem("dot c1", "candidate");
            if (trend.Others > 0)
                html.LegendItem("dot other", $"the other {Figures.Plural(trend.Others, "run")} of the plan");
            html.LegendItem("bar", "median");
            html.LegendItem("dot ring", "beyond the scale");
        }

        using (html.Open("div", ("class", "comparisons")))
            foreach (var (number, statistic) in statistics.Take(ChartsAtMost).Index())
            {
                using var card = html.Open(
                    "div",
                    ("class", $"card comparison {statistic.Verdict}"),
                    ("id", ComparisonTable.AnchorOf(number))
                );
                html.Element("h3", statistic.Key.Path);
                using (html.Open("p", ("class", "note")))
                {
                    html.Element("b", ComparisonText.Verdict(statistic));
                    var (difference, interval) = (
                        ComparisonText.Difference(statistic, statistic.Difference),
                        ComparisonText.Interval(statistic)
                    );
                    if (double.IsFinite(statistic.Difference) && statistic.Difference != 0)
                        html.Text($" · {difference}, interval {interval}");
                }

                if (trend.Of(statistic) is { Count: > 0 } points)
                    new PointsChart(statistic, points, linkTo).Write(html);
            }

        if (statistics.Count > ChartsAtMost)
            html.Note($"The first {ChartsAtMost} of {Figures.Count(statistics.Count)} statistics.");
    }
}
