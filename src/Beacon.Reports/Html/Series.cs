namespace Beacon.Reports.Html;

/// <summary>A series of values over the seconds since the start of the run, drawn in the colour of that index.</summary>
internal sealed record Series(string Name, int Colour, IReadOnlyList<(double Seconds, double Value)> Points)
{
    public const int Colours = 8;

    /// <summary>The maximum number of points that are drawn: about the width of a screen.</summary>
    public const int PointsAtMost = 800;

    public double Largest => Points.Max(point => point.Value);

    /// <summary>Reduces the series to the points that are drawn.</summary>
    public Series Thinned() => Points.Count <= PointsAtMost ? this : this with { Points = [.. Curve.Thinned(Points, PointsAtMost)] };
}
