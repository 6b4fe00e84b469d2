using Beacon.Records.Comparing;
using Beacon.Records.Events;
using Beacon.Reports.Exporting;

namespace Beacon.Reports.Html;

/// <summary>The charts of a statistic with each run as a point: one of both sides, and one of all runs in order of time.</summary>
internal sealed class PointsChart(StatisticComparison statistic, IReadOnlyList<TrendPoint> points, Func<RunResult, string?> linkTo)
{
    private const int Height = 130;
    private const int Top = 14;
    private const int Bottom = 102;
    private const int SidesWidth = 152;
    private const double Diameter = 7;
    private const int MostBeside = 5;

    private readonly PointScale _scale = PointScale.Of(statistic, points);

    public void Write(HtmlWriter html)
    {
        using var pair = html.Open("div", ("class", "pair"));
        WriteSides(html);
        WriteTrend(html);
    }

    private bool HasLinks => points.Any(point => linkTo(point.Run) is not null);

    private void WriteSides(HtmlWriter html)
    {
        using var svg = html.Chart("sides", Height, "the values of both sides", $"{SidesWidth}", HasLinks);
        WriteGrid(html);
        WriteSide(html, "baseline", RunSide.Baseline, SidesWidth / 4.0, statistic.Baseline);
        WriteSide(html, "candidate", RunSide.Candidate, SidesWidth * 3 / 4.0, statistic.Candidate);
    }

    private void WriteSide(HtmlWriter html, string name, RunSide side, double middle, Sample sample)
    {
        html.Label("xlabel", $"{name} ({Figures.Count(sample.Count)})", Figures.Number(middle), $"{Height - 4}");
        if (sample.Count == 0)
            return;
        var median = Figures.Number(YOf(sample.Median));
        html.Line($"median {ClassOf(side)}", Figures.Number(middle - 30), Figures.Number(middle + 30), median, median);

        // Overlapping points are placed side by side.
        var taken = new List<(double Y, int Place)>();
        foreach (var point in points.Where(point => point.Side == side).OrderBy(point => point.Value))
        {
            var y = YOf(point.Value);
            var place = Enumerable
                .Range(0, (2 * MostBeside) + 1)
                .Select(BesideOf)
                .FirstOrDefault(free => !taken.Any(other => other.Place == free && Math.Abs(other.Y - y) < Diameter));
            taken.Add((y, place));
            WritePoint(html, point, Figures.Number(middle + (place * Diameter)), y);
        }
    }

    private void WriteTrend(HtmlWriter html)
    {
        using var svg = html.Chart("trend", Height, "the values in order of time", hasLinks: HasLinks);
        WriteGrid(html);
        foreach (var (place, point) in points.Index())
            WritePoint(html, point, Figures.Length((place + 0.5) / points.Count), YOf(point.Value));
        var (first, last) = Figures.Minutes(points[0].Run.StartedAt, points[^1].Run.StartedAt);
        html.Label("first", first, "0", $"{Height - 4}");
        if (last.Length > 0)
            html.Label("last", last, "100%", $"{Height - 4}");
    }

    private void WriteGrid(HtmlWriter html)
    {
        foreach (var value in new[] { _scale.High, _scale.Low }.Distinct())
        {
            var y = Figures.Number(YOf(value));
            html.Line("grid", "0", "100%", y, y);
            html.Label("ylabel", ComparisonText.Value(statistic, value), "-8", y, "0.32em");
        }
    }

    private void WritePoint(HtmlWriter html, TrendPoint point, string x, double y)
    {
        var kind = _scale.IsBeyond(point.Value) ? "point beyond" : "point";
        using HtmlWriter.Scope? link = linkTo(point.Run) is { } page ? html.Open("a", ("href", page)) : null;
        using var circle = html.Open(
            "circle",
            ("class", $"{kind} {ClassOf(point.Side)}"),
            ("cx", x),
            ("cy", Figures.Number(y)),
            ("r", "3.5")
        );
        html.Element("title", $"{point.Text}\n{point.Run.Id}\n{Figures.Clock(point.Run.StartedAt)}");
    }

    private double YOf(double value) =>
        _scale.IsBeyond(value) ? (value > _scale.High ? Top - 9 : Bottom + 9) : Bottom - (_scale.PlaceOf(value) * (Bottom - Top));

    private static string ClassOf(RunSide side) =>
        side switch
        {
            RunSide.Baseline => "c0",
            RunSide.Candidate => "c1",
            _ => "other",
        };

    // The first point is in the middle, the next ones alternate to its right and left.
    private static int BesideOf(int number) => number % 2 == 1 ? (number + 1) / 2 : -number / 2;
}
