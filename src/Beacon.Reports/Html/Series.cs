namespace Beacon.Reports.Html;

/// <summary>A series of values over the seconds since the start of the run, drawn in the colour of that index.</summary>
internal sealed record Series(string Name, int Colour, IReadOnlyList<(double Seconds, double Value)> Points)
{
    public const int Colours = 8;

    /// <summary>The maximum number of points that are drawn: about the width of a screen.</summary>
    public const int PointsAtMost = 800;

    public double Largest => Points.Max(point => point.Value);

    /// <summary>Reduces the series to the points that are drawn: the lowest and the highest of each interval of time.</summary>
    public Series Thinned()
    {
        if (Points.Count <= PointsAtMost)
            return this;
        var size = (Points.Count + (PointsAtMost / 2) - 1) / (PointsAtMost / 2);
        return this with
        {
            Points =
            [
                .. Points
                    .Chunk(size)
                    .SelectMany(stretch =>
                        new[] { stretch.MinBy(point => point.Value), stretch.MaxBy(point => point.Value) }
                            .Distinct()
                            .OrderBy(point => point.Seconds)
                    ),
            ],
        };
    }
}
