using System.Text;

namespace Beacon.Reports.Html;

/// <summary>
/// A chart of values over time as inline SVG of the full width: the lines are stretched, the text is not.
/// </summary>
/// <param name="title">The title.</param>
/// <param name="unit">The unit that the page shows values in: <c>cores</c>, <c>bytes</c>, <c>bytes/s</c>, <c>share</c> or empty.</param>
/// <param name="time">The axis of time.</param>
internal sealed class LineChart(string title, string unit, Axis time)
{
    private const int Height = 150;
    private const int Width = 1000;

    public void Write(HtmlWriter html, IReadOnlyList<Series> all, string? note = null)
    {
        var series = all.Where(one => one.Points.Count > 0)
            .OrderByDescending(one => one.Largest)
            .Take(Series.Colours)
            .Select(one => one.Thinned())
            .ToList();
        if (series.Count == 0)
            return;
        if (all.Count > series.Count && all.Count > Series.Colours)
            series = [.. series.Select((one, place) => one with { Colour = place })];
        var axis = AxisFor(series.Max(one => one.Largest));

        using var figure = html.Open(
            "figure",
            ("class", "chart"),
            ("data-unit", unit),
            ("data-x", Figures.Number(time.End)),
            ("data-y", axis.End.ToString("R", System.Globalization.CultureInfo.InvariantCulture))
        );
        html.Element("figcaption", title);
        if (series.All(one => one.Largest == 0))
        {
            html.Element("p", $"None, at any of {Figures.Count(series.Max(one => one.Points.Count))} samples.", ("class", "note"));
            return;
        }

        WriteLegend(html, series);
        using (html.Open("svg", ("class", "plot"), ("height", $"{Height}"), ("role", "img"), ("aria-label", $"{title} over time")))
        {
            WriteGrid(html, axis);
            using (
                html.Open(
                    "svg",
                    ("class", "lines"),
                    ("viewBox", $"0 0 {Width} {Height}"),
                    ("preserveAspectRatio", "none"),
                    ("width", "100%"),
                    ("height", $"{Height}")
                )
            )
                foreach (var one in Enumerable.Reverse(series))
                    WriteLine(html, axis, one);
        }

        if (all.Count > series.Count)
            html.Element("p", $"The {series.Count} of {all.Count} with the highest values; the record has all.", ("class", "note"));
        if (note is not null)
            html.Element("p", note, ("class", "note"));
    }

    /// <summary>A value as on the axis of the chart.</summary>
    public string Show(double value) =>
        unit switch
        {
            "bytes" => Figures.Bytes(value),
            "bytes/s" => $"{Figures.Bytes(value)}/s",
            "share" => Figures.Percent(value),
            "cores" => value.ToString("0.##", System.Globalization.CultureInfo.InvariantCulture),
            _ => Figures.Short(value),
        };

    private Axis AxisFor(double largest) =>
        unit switch
        {
            "bytes" or "bytes/s" => Axis.UpToBytes(largest, Show),
            _ => Axis.UpTo(largest, Show),
        };

    private void WriteLegend(HtmlWriter html, IReadOnlyList<Series> series)
    {
        using var legend = html.Open("ul", ("class", "legend"));
        foreach (var one in series)
        {
            using var item = html.Open("li");
            html.Element("i", "", ("class", $"swatch c{one.Colour % Series.Colours}"));
            html.Text(one.Name);
            html.Element("b", Show(one.Largest), ("title", "the highest value"));
        }
    }

    private void WriteGrid(HtmlWriter html, Axis axis)
    {
        foreach (var tick in axis.Ticks)
        {
            var y = Figures.Number(Height * (1 - axis.PlaceOf(tick)));
            html.Leaf("line", ("class", tick == 0 ? "base" : "grid"), ("x1", "0"), ("x2", "100%"), ("y1", y), ("y2", y));
            html.Element("text", axis.Label(tick), ("class", "ylabel"), ("x", "-8"), ("y", y), ("dy", "0.32em"));
        }

        foreach (var tick in time.Ticks)
            html.Element("text", time.Label(tick), ("class", "xlabel"), ("x", Figures.Length(time.PlaceOf(tick))), ("y", $"{Height + 16}"));
    }

    private void WriteLine(HtmlWriter html, Axis axis, Series series)
    {
        var points = new StringBuilder();
        foreach (var (seconds, value) in series.Points)
            points
                .Append(Figures.Number(Width * time.PlaceOf(seconds)))
                .Append(',')
                .Append(Figures.Number(Height * (1 - axis.PlaceOf(value))))
                .Append(' ');

        // A single point is drawn as a line of length zero with round ends.
        if (series.Points.Count == 1)
            points.Append(points);
        html.Leaf(
            "polyline",
            ("class", $"line c{series.Colour % Series.Colours}"),
            ("data-name", series.Name),
            ("points", points.ToString().TrimEnd())
        );
    }
}
