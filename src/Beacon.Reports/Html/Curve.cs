using System.Collections;

namespace Beacon.Reports.Html;

/// <summary>
/// The values of one quantity over the seconds since the start of the run. However many there are, it keeps about as many as can be seen:
/// of each interval of time the lowest and the highest, which keeps every peak.
/// </summary>
/// <param name="kept">How many are kept at least, once there are that many; at most twice as many.</param>
internal sealed class Curve(int kept) : IReadOnlyList<(double Seconds, double Value)>
{
    private readonly List<(double Seconds, double Value)> _points = [];

    public int Count => _points.Count;

    public (double Seconds, double Value) this[int index] => _points[index];

    public void Add(double seconds, double value)
    {
        _points.Add((seconds, value));
        if (_points.Count < 2 * kept)
            return;
        var thinned = Thinned(_points, kept).ToList();
        _points.Clear();
        _points.AddRange(thinned);
    }

    /// <summary>Reduces values to about that many: the lowest and the highest of each interval of time, in their order.</summary>
    public static IEnumerable<(double Seconds, double Value)> Thinned(IEnumerable<(double Seconds, double Value)> points, int kept)
    {
        var all = points as IReadOnlyCollection<(double, double)> ?? [.. points];
        var size = (all.Count + (kept / 2) - 1) / (kept / 2);
        return points
            .Chunk(size)
            .SelectMany(stretch =>
                new[] { stretch.MinBy(point => point.Value), stretch.MaxBy(point => point.Value) }
                    .Distinct()
                    .OrderBy(point => point.Seconds)
            );
    }

    public IEnumerator<(double Seconds, double Value)> GetEnumerator() => _points.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
