namespace Beacon.Reports.Html;

/// <summary>Values over time.</summary>
/// <param name="Name">What they are of.</param>
/// <param name="Colour">Which of the page's colours it has.</param>
/// <param name="Points">Seconds since the start of the run, and values; in the order of time.</param>
internal sealed record Series(string Name, int Colour, IReadOnlyList<(double Seconds, double Value)> Points)
{
    /// <summary>How many colours the page has.</summary>
    public const int Colours = 8;

    /// <summary>How many points of a series are drawn at most: what a screen is wide.</summary>
    public const int PointsAtMost = 800;

    public double Largest => Points.Max(point => point.Value);

    public double Last => Points[^1].Value;

    /// <summary>The same with no more points than are drawn: of each stretch of time its lowest and its highest.</summary>
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
