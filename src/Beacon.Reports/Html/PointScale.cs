using Beacon.Records.Comparing;

namespace Beacon.Reports.Html;

/// <summary>
/// From the lowest to the highest value of a statistic. Wild runs would press all others into a line: they lie beyond it.
/// </summary>
/// <param name="Low">The lowest value.</param>
/// <param name="High">The highest value.</param>
internal sealed record PointScale(double Low, double High)
{
    /// <summary>For a statistic's trend: all that is compared, and what is usual of the others.</summary>
    public static PointScale Of(StatisticComparison statistic, IReadOnlyList<TrendPoint> points)
    {
        var wild = Outliers
            .Of(new Sample([.. points.Select(point => new RunValue(point.Run.Id, point.Value, point.Text))]))
            .SetAside.Select(value => value.Run)
            .ToHashSet();
        var aside = statistic.SetAside.Select(value => value.Run).ToHashSet();
        var usual = points
            .Where(point => !(point.Side == RunSide.Neither ? wild : aside).Contains(point.Run.Id))
            .Select(point => point.Value)
            .ToList();
        return new PointScale(usual.Min(), usual.Max());
    }

    /// <summary>Whether a value lies beyond either end.</summary>
    public bool IsBeyond(double value) => value < Low || value > High;

    /// <summary>Where a value that is not beyond it lies, from 0 at the lowest to 1 at the highest.</summary>
    public double PlaceOf(double value) => High > Low ? (value - Low) / (High - Low) : 0.5;
}
