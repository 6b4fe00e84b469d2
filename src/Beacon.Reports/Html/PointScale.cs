using Beacon.Records.Comparing;

namespace Beacon.Reports.Html;

/// <summary>
/// The scale of the values of a statistic. Outliers are beyond the scale, because they would compress all other values.
/// </summary>
internal sealed record PointScale(double Low, double High)
{
    /// <summary>Creates the scale of a trend: it covers all compared values and the usual range of the others.</summary>
    public static PointScale Of(StatisticComparison statistic, IReadOnlyList<TrendPoint> points)
    {
        var all = new Sample([.. points.Select(point => new RunValue(point.Run.Id, point.Value, point.Text))]);
        var wild = all.Outliers.Select(value => value.Run).ToHashSet();
        var aside = statistic.SetAside.Select(value => value.Run).ToHashSet();
        var usual = points
            .Where(point => !(point.Side == RunSide.Neither ? wild : aside).Contains(point.Run.Id))
            .Select(point => point.Value)
            .ToList();
        return new PointScale(usual.Min(), usual.Max());
    }

    /// <summary>Whether a value is beyond either end.</summary>
    public bool IsBeyond(double value) => value < Low || value > High;

    /// <summary>The position of a value on the scale, from 0 at the lowest to 1 at the highest.</summary>
    public double PlaceOf(double value) => High > Low ? (value - Low) / (High - Low) : 0.5;
}
