using System.Collections.Immutable;
using Beacon.Plans;

namespace Beacon.Reports.Html;

/// <summary>
/// A chart with one row per component that shows the start, readiness and end of every incarnation, and what was done by hand.
/// </summary>
/// <param name="time">The axis of time; later moments are not drawn.</param>
/// <param name="end">The end of the run, up to which an incarnation without an end is drawn.</param>
/// <param name="logAt">The address of a component's log at a moment, or of all logs; null: the chart has no links.</param>
internal sealed class GanttChart(Axis time, TimeSpan end, LogAddress? logAt = null)
{
    // A bar is a target of 24 pixels, as WCAG 2.2, 2.5.8 asks, whatever fractions the page above it adds.
    private const int RowHeight = 26;
    private const int BarHeight = 12;
    private const int DiamondSize = 9;

    // A label on the right of a later mark would stick out of a phone.
    private const double RoomForLabel = 0.4;

    private bool _hasLink;

    /// <summary>Draws a row for each component, those on the critical path marked, and moments of the run with their labels.</summary>
    public void Write(
        HtmlWriter html,
        IReadOnlyList<(string Name, string Title, IReadOnlyList<ComponentSpan> Spans)> rows,
        ImmutableArray<string> path,
        IEnumerable<(TimeSpan At, string What)> marks,
        IReadOnlyList<ManualOrder> orders
    )
    {
        var height = rows.Count * RowHeight;
        var drawn = orders.Where(order => order.At.TotalSeconds <= time.End).ToLookup(order => order.Component);
        using var svg = html.Open(
            "svg",
            ("class", "gantt"),
            ("height", $"{height}"),
            ("data-end", Figures.Seconds(time.End)),
            ("role", logAt is null ? "img" : "group"),
            ("aria-label", "the life of each component over time" + (orders.Count > 0 ? $", {ManualOrder.Counted(orders.Count)}" : ""))
        );
        WriteRows(html, rows);
        WriteTicks(html, height);
        foreach (var (at, what) in marks.Where(mark => mark.At.TotalSeconds <= time.End))
        {
            var x = At(at.TotalSeconds);
            html.Line("mark", x, x, "-6", $"{height}");
            html.Label(time.PlaceOf(at.TotalSeconds) > RoomForLabel ? "marklabel left" : "marklabel", what, x, "-8");
        }

        foreach (var (place, row) in rows.Index())
        {
            var isCritical = path.Contains(row.Name);
            html.Label(isCritical ? "name critical" : "name", Shortened(row.Title), "-10", $"{MiddleOf(place)}", "0.35em");
            foreach (var span in row.Spans)
                WriteSpan(html, span, row.Title, place, isCritical);
            foreach (var order in drawn[row.Name])
                WriteOrder(html, order, MiddleOf(place));
        }

        foreach (var order in drawn[null])
            WriteOrder(html, order, -DiamondSize, height);
    }

    // The pointer needs more than the bars: each moment of a row leads to the log.
    private void WriteRows(HtmlWriter html, IReadOnlyList<(string Name, string Title, IReadOnlyList<ComponentSpan> Spans)> rows)
    {
        if (logAt is null)
            return;
        foreach (var (place, row) in rows.Index())
        {
            using var link = html.Open(
                "a",
                ("class", "row"),
                ("href", logAt(row.Name, TimeSpan.Zero)),
                ("tabindex", "-1"),
                ("aria-hidden", "true")
            );
            html.Leaf("rect", ("x", "0"), ("y", $"{place * RowHeight}"), ("width", "100%"), ("height", $"{RowHeight}"));
        }
    }

    private void WriteTicks(HtmlWriter html, int height)
    {
        foreach (var tick in time.Ticks)
        {
            html.Line("grid", At(tick), At(tick), "0", $"{height}");
            html.Label(time.LabelClass(tick), time.Label(tick), At(tick), $"{height + 16}");
        }
    }

    private void WriteSpan(HtmlWriter html, ComponentSpan span, string title, int row, bool isCritical)
    {
        if (span.Launched.TotalSeconds > time.End)
            return;
        var exited = span.Exited ?? end;
        var stopping = Earlier(span.Stopping ?? exited, exited);
        var ready = Earlier(span.Ready ?? stopping, stopping);
        using (OpenGroup(html, isCritical ? "span critical" : "span", span.Component, span.Launched))
        {
            html.Element("title", Describe(span, title));
            WriteBar(html, "starting", span.Launched, ready, row);
            if (span.Ready is not null)
                WriteBar(html, "ready", ready, stopping, row);
            WriteBar(html, "stopping", stopping, exited, row);
        }

        if (span is not { Exited: not null, Stopping: null } || exited.TotalSeconds > time.End)
            return;
        using (OpenGroup(html, "end", span.Component, exited))
        {
            html.Element("title", $"{title}\n{span.Exit} at {Durations.Rounded(exited)}");
            html.Leaf("circle", ("class", "exit"), ("cx", At(exited.TotalSeconds)), ("cy", $"{MiddleOf(row)}"), ("r", "4"));
        }
    }

    // A diamond in the row of the component; of the whole run, at the top of a line through all rows.
    private void WriteOrder(HtmlWriter html, ManualOrder order, int middle, int? height = null)
    {
        var x = At(order.At.TotalSeconds);
        using var group = OpenGroup(html, "order", order.Component, order.At);
        html.Element("title", order.Title);
        if (height is not null)
            html.Line("", x, x, $"{middle}", $"{height}");
        html.Leaf(
            "rect",
            ("x", x),
            ("y", Figures.Number(middle - (DiamondSize / 2.0))),
            ("width", $"{DiamondSize}"),
            ("height", $"{DiamondSize}")
        );
    }

    // The first link of a chart is reached by Tab, the others from there by the arrow keys: a chart may have hundreds.
    private HtmlWriter.Scope OpenGroup(HtmlWriter html, string kind, string? component, TimeSpan at)
    {
        if (logAt is null)
            return html.Open("g", ("class", kind));
        var isFirst = !_hasLink;
        _hasLink = true;
        return html.Open("a", ("class", kind), ("href", logAt(component, at)), ("tabindex", isFirst ? null : "-1"));
    }

    private void WriteBar(HtmlWriter html, string phase, TimeSpan from, TimeSpan to, int row)
    {
        if (to <= from || from.TotalSeconds > time.End)
            return;
        var (x, width) = (time.PlaceOf(from.TotalSeconds), time.PlaceOf(to.TotalSeconds) - time.PlaceOf(from.TotalSeconds));
        html.Leaf(
            "rect",
            ("class", phase),
            ("x", Figures.Length(x)),
            ("width", Figures.Length(Math.Max(width, 0.0015))),
            ("y", $"{MiddleOf(row) - (BarHeight / 2)}"),
            ("height", $"{BarHeight}")
        );
    }

    private static int MiddleOf(int row) => (row * RowHeight) + (RowHeight / 2);

    private static string Describe(ComponentSpan span, string title) =>
        string.Join(
            '\n',
            new[]
            {
                title,
                span.Incarnations > 1 ? $"{Figures.Count(span.Incarnations)} starts, drawn as one" : null,
                $"launched at {Durations.Rounded(span.Launched)}",
                span.Ready is { } ready ? $"ready after {Durations.Rounded(ready - span.Launched)}: {span.Probe}" : "never ready",
                span.Stopping is { } stopping ? $"asked to stop at {Durations.Rounded(stopping)}" : null,
                span.Exited is { } exited ? $"{span.Exit} at {Durations.Rounded(exited)}" : null,
            }.OfType<string>()
        );

    private string At(double seconds) => Figures.Length(time.PlaceOf(seconds));

    private static TimeSpan Earlier(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static string Shortened(string title) => title.Length <= 22 ? title : $"{title[..21]}…";
}
