using Beacon.Plans;

namespace Beacon.Reports.Html;

/// <summary>The timelines of the start and of the whole run.</summary>
internal static class TimelineSection
{
    private const int RowsAtMost = 200;
    private const int OrdersListed = 12;

    /// <summary>Writes the section.</summary>
    /// <param name="html">The page.</param>
    /// <param name="data">The data of the run.</param>
    /// <param name="logAt">The addresses of the logs; null: the timelines have no links.</param>
    public static void Write(HtmlWriter html, ReportData data, LogAddress? logAt = null)
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

        var orders = ManualOrder.Of(data.Orders.All, data.TitleOf);

        using var section = html.Section("Timeline");
        WriteKey(html, orders.Count > 0);
        if (logAt is not null)
            html.Note("A click on a row opens its log at that moment. Tab and the arrow keys go from bar to bar, Enter opens the log.");
        var started = StartOf(run.OperationalAfter, first.Values, run.Elapsed);
        List<(TimeSpan, string)> operational = run.OperationalAfter is { } after
            ? [(after, $"operational after {Durations.Rounded(after)}")]
            : [];
        html.Element("h3", "The start");
        new GanttChart(Axis.Of(started), run.Elapsed, logAt).Write(html, [.. rows.Take(RowsAtMost)], path, operational, orders);
        WritePath(html, data, first, path);
        if (started < run.Elapsed)
        {
            html.Element("h3", "The run");
            new GanttChart(Axis.Of(run.Elapsed), run.Elapsed, logAt).Write(html, [.. rows.Take(RowsAtMost)], path, operational, orders);
        }

        WriteOrders(html, orders);

        if (rows.Count > RowsAtMost)
            html.Note($"The first {RowsAtMost} of {rows.Count} components.");
    }

    private static TimeSpan StartOf(TimeSpan? operational, IEnumerable<ComponentSpan> first, TimeSpan elapsed)
    {
        var last = operational ?? first.Max(span => span.Ready ?? span.Launched);
        return last > TimeSpan.Zero && last * 1.08 < elapsed ? last * 1.08 : elapsed;
    }

    private static void WriteKey(HtmlWriter html, bool hasOrders)
    {
        using var key = html.Open("ul", ("class", "legend"));
        html.LegendItem("starting", "launched, not ready");
        html.LegendItem("ready", "ready");
        html.LegendItem("stopping", "asked to stop");
        html.LegendItem("exit", "exited by itself");
        html.LegendItem("critical", "on the critical path of the start");
        if (hasOrders)
            html.LegendItem("order", "ordered by hand");
    }

    // What the marks of a chart say to those who do not see them.
    private static void WriteOrders(HtmlWriter html, IReadOnlyList<ManualOrder> orders)
    {
        if (orders.Count == 0)
            return;
        using var line = html.Open("p", ("class", "note"));
        html.Element("b", "By hand: ");
        html.Text(
            string.Join("; ", orders.Take(OrdersListed).Select(order => $"{order.What} at {Durations.Rounded(order.At)}, by {order.By}"))
        );
        if (orders.Count > OrdersListed)
            html.Text($"; and {Figures.Count(orders.Count - OrdersListed)} more, which the events below have");
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
