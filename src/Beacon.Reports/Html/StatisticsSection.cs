using Beacon.Records.Layout;
using Beacon.Records.Statistics;

namespace Beacon.Reports.Html;

/// <summary>The final statistics as printed, by component and group.</summary>
internal static class StatisticsSection
{
    // Cards with more have the whole width, in columns.
    private const int FewInCard = 4;

    public static void Write(HtmlWriter html, ReportData data)
    {
        if (data.Result.Statistics.IsEmpty)
            return;
        using var section = html.Section("Statistics");
        using (html.Open("div", ("class", "cards")))
            foreach (var component in data.Result.Statistics.Take(HtmlWriter.MostRows).GroupBy(statistic => statistic.Component))
                WriteComponent(html, data.TitleOf(component.Key), [.. component]);
        if (data.Result.Statistics.Length is > HtmlWriter.MostRows and var count)
            html.Note(
                $"The first {Figures.Count(HtmlWriter.MostRows)} of {Figures.Count(count)} statistics; {RecordLayout.ResultFile} has all."
            );
    }

    private static void WriteComponent(HtmlWriter html, string title, IReadOnlyList<Statistic> statistics)
    {
        using var card = html.Open("div", ("class", statistics.Count > FewInCard ? "card whole" : "card"));
        html.Element("h3", title);
        using var columns = html.Open("div", ("class", "columns"));
        foreach (var group in statistics.GroupBy(statistic => statistic.Group))
        {
            using var table = html.Open("table", ("class", "numbers"));
            if (group.Key.Raw.Length > 0)
                html.Element("caption", $"{group.Key}");
            foreach (var statistic in group)
                using (html.Open("tr"))
                {
                    html.Element("th", $"{statistic.Name}", ("scope", "row"));
                    using (html.Open("td", ("title", statistic.IsPartial ? "from a report that was cut off" : null)))
                        html.Text(statistic.IsPartial ? $"{statistic.Text} *" : $"{statistic.Text}");
                }
        }
    }
}
