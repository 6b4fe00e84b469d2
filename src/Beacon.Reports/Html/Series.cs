namespace Beacon.Reports.Html;

/// <summary>A series of values over time.</summary>
/// <param name="Name">The name.</param>
/// <param name="Colour">The index of its colour.</param>
/// <param name="Points">Seconds since the start of the run and values, in order of time.</param>
internal sealed record Series(string Name, int Colour, IReadOnlyList<(double Seconds, double Value)> Points)
{
    /// <summary>The number of colours of the page.</summary>
    public const int Colours = 8;

    /// <summary>The maximum number of points that are drawn: about the width of a screen.</summary>
    public const int PointsAtMost = 800;

    public double Largest => Points.Max(point => point.Value);

    public double Last => Points[^1].Value;

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
