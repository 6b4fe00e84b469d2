using System.Globalization;

namespace Beacon.Reports.Html;

/// <summary>
/// A chart of values over time as inline SVG of the full width: the lines are stretched, the text is not. Units that the page shows:
/// <c>cores</c>, <c>bytes</c>, <c>bytes/s</c>, <c>share</c>, or none.
/// </summary>
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
            ("data-y", axis.End.ToString("R", CultureInfo.InvariantCulture))
        );
        html.Element("figcaption", title);
        if (series.All(one => one.Largest == 0))
        {
            html.Note($"None, at any of {Figures.Count(series.Max(one => one.Points.Count))} samples.");
            return;
        }

        WriteLegend(html, series);
        using (html.Chart("plot", Height, $"{title} over time"))
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
            html.Note($"The {series.Count} of {all.Count} with the highest values; the record has all.");
        if (note is not null)
            html.Note(note);
    }

    private string Show(double value) =>
        unit switch
        {
            "bytes" => Figures.Bytes(value),
            "bytes/s" => $"{Figures.Bytes(value)}/s",
            "share" => Figures.Percent(value),
            "cores" => Figures.Number(value),
            _ => Figures.Short(value),
        };

    private Axis AxisFor(double largest) => unit is "bytes" or "bytes/s" ? Axis.UpToBytes(largest, Show) : Axis.UpTo(largest, Show);

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
            html.Line(tick == 0 ? "base" : "grid", "0", "100%", y, y);
            html.Label("ylabel", axis.Label(tick), "-8", y, "0.32em");
        }

        foreach (var tick in time.Ticks)
            html.Label(time.LabelClass(tick), time.Label(tick), Figures.Length(time.PlaceOf(tick)), $"{Height + 16}");
    }

    private void WriteLine(HtmlWriter html, Axis axis, Series series)
    {
        // A single point is drawn as a line of length zero with round ends.
        var points = series.Points is [var only] ? [only, only] : series.Points;
        var places = points.Select(point =>
            $"{Figures.Number(Width * time.PlaceOf(point.Seconds))},{Figures.Number(Height * (1 - axis.PlaceOf(point.Value)))}"
        );
        html.Leaf(
            "polyline",
            ("class", $"line c{series.Colour % Series.Colours}"),
            ("data-name", series.Name),
            ("points", string.Join(' ', places))
        );
    }
}
