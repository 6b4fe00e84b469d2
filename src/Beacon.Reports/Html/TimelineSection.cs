using Beacon.Plans;

namespace Beacon.Reports.Html;

/// <summary>The timelines of the start and of the whole run.</summary>
internal static class TimelineSection
{
    private const int RowsAtMost = 200;

    public static void Write(HtmlWriter html, ReportData data)
    {
        var spans = data.Spans.ByComponent;
        if (spans.Count == 0)
            return;
        var run = data.Result;
        var first = spans.ToDictionary(entry => entry.Key, entry => entry.Value[0]);
        var path = CriticalPath.Of(first, data.Dependencies);
        var rows = run
            .Components.Select(component =>
                (component.Name, component.Title, (IReadOnlyList<ComponentSpan>)spans.GetValueOrDefault(component.Name, []))
            )
            .ToList();

        using var section = html.Section("Timeline");
        WriteKey(html);
        var started = StartOf(run.OperationalAfter, first.Values, run.Elapsed);
        List<(TimeSpan, string)> operational = run.OperationalAfter is { } after
            ? [(after, $"operational after {Durations.Rounded(after)}")]
            : [];
        html.Element("h3", "The start");
        new GanttChart(Axis.Of(started), run.Elapsed).Write(html, [.. rows.Take(RowsAtMost)], path, operational);
        WritePath(html, data, first, path);
        if (started < run.Elapsed)
        {
            html.Element("h3", "The run");
            new GanttChart(Axis.Of(run.Elapsed), run.Elapsed).Write(html, [.. rows.Take(RowsAtMost)], path, operational);
        }

        if (rows.Count > RowsAtMost)
            html.Note($"The first {RowsAtMost} of {rows.Count} components.");
    }

    private static TimeSpan StartOf(TimeSpan? operational, IEnumerable<ComponentSpan> first, TimeSpan elapsed)
    {
        var last = operational ?? first.Max(span => span.Ready ?? span.Launched);
        return last > TimeSpan.Zero && last * 1.08 < elapsed ? last * 1.08 : elapsed;
    }

    private static void WriteKey(HtmlWriter html)
    {
        using var key = html.Open("ul", ("class", "legend"));
        html.LegendItem("starting", "launched, not ready");
        html.LegendItem("ready", "ready");
        html.LegendItem("stopping", "asked to stop");
        html.LegendItem("exit", "exited by itself");
        html.LegendItem("critical", "on the critical path of the start");
    }

    private static void WritePath(HtmlWriter html, ReportData data, Dictionary<string, ComponentSpan> first, IReadOnlyList<string> path)
    {
        if (path.Count == 0)
            return;
        using var line = html.Open("p", ("class", "note"));
        html.Element("b", "Critical path: ");
        html.Text(
            string.Join(
                " → ",
                path.Select(name =>
                    $"{data.TitleOf(name)} {Durations.Rounded((first[name].Ready ?? first[name].Launched) - first[name].Launched)}"
                )
            )
        );
        if (first[path[0]].Launched is var launched)
            html.Text($". The first was launched after {Durations.Rounded(launched)}.");
    }
}
