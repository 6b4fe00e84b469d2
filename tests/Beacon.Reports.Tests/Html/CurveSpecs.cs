using Beacon.Reports.Html;

namespace Beacon.Reports.Tests.Html;

public class CurveSpecs
{
    [Fact]
    public void Few_values_are_all_kept()
    {
        var curve = new Curve(100);
        foreach (var second in Enumerable.Range(0, 199))
            curve.Add(second, second % 7);

        Assert.Equal(Enumerable.Range(0, 199).Select(second => ((double)second, (double)(second % 7))), curve);
    }

    [Fact]
    public void Of_many_values_the_peaks_are_kept_in_their_order()
    {
        var curve = new Curve(100);
        foreach (var second in Enumerable.Range(0, 1_000_000))
            curve.Add(
                second,
                second switch
                {
                    123_457 => 1_000,
                    765_431 => -1_000,
                    _ => second % 7,
                }
            );

        Assert.InRange(curve.Count, 50, 200);
        Assert.Contains((123_457, 1_000), curve);
        Assert.Contains((765_431, -1_000), curve);
        Assert.Equal(curve.Select(point => point.Seconds).Order(), curve.Select(point => point.Seconds));
    }
}
