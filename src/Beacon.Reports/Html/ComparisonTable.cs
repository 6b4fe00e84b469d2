using System.Globalization;
using Beacon.Records.Comparing;
using Beacon.Reports.Exporting;

namespace Beacon.Reports.Html;

/// <summary>The table of the compared statistics: each row links to the chart of its runs.</summary>
internal static class ComparisonTable
{
    /// <summary>The anchor of the chart of a statistic.</summary>
    public static string AnchorOf(int number) => $"statistic-{number.ToString(CultureInfo.InvariantCulture)}";

    public static void Write(HtmlWriter html, Comparison comparison, List<StatisticComparison> statistics)
    {
        using var section = html.Section("Statistics");
        using var scroll = html.Scrolling("comparison");
        using var table = html.Open("table", ("class", "compared"));
        var interval = string.Create(CultureInfo.InvariantCulture, $"{100 * (1 - (2 * comparison.Level)):0.#} % interval");
        html.Headings("statistic", "verdict", "baseline", "spread", "candidate", "spread", "difference", interval);
        foreach (var (number, statistic) in statistics.Take(HtmlWriter.MostRows).Index())
            WriteRow(html, number, statistic);
    }

    private static void WriteRow(HtmlWriter html, int number, StatisticComparison statistic)
    {
        using var row = html.Open("tr", ("class", $"{statistic.Verdict}"));
        using (html.Open("th", ("scope", "row")))
            html.Element("a", statistic.Key.Path, ("href", number < ComparisonReport.ChartsAtMost ? $"#{AnchorOf(number)}" : null));
        html.Element(
            "td",
            $"{ComparisonText.Mark(statistic)} {ComparisonText.Word(statistic)}",
            ("title", ComparisonText.Verdict(statistic))
        );
        html.Cells(
            ComparisonText.Value(statistic, statistic.Baseline.Median),
            ComparisonText.Spread(statistic.Baseline),
            ComparisonText.Value(statistic, statistic.Candidate.Median),
            ComparisonText.Spread(statistic.Candidate),
            ComparisonText.Difference(statistic, statistic.Difference),
            ComparisonText.Interval(statistic)
        );
    }
}
