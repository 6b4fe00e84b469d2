using Beacon.Reports.Html;

namespace Beacon.Reports.Tests.Html;

public class AxisSpecs
{
    [Theory]
    [InlineData(0.27, "0 0.1 0.2 0.3")]
    [InlineData(1.5, "0 0.5 1 1.5")]
    [InlineData(97_252, "0 50k 100k")]
    [InlineData(0, "0 0.5 1")]
    [InlineData(double.NaN, "0 0.5 1")]
    [InlineData(3, "0 1 2 3")]
    public void An_axis_of_values_has_round_ticks_up_to_beyond_the_largest_value(double largest, string expected) =>
        Assert.Equal(expected, Labels(Axis.UpTo(largest, Figures.Short)));

    [Theory]
    [InlineData(37.3, "0 B 16 MiB 32 MiB 48 MiB")]
    [InlineData(1.5, "0 B 512 KiB 1 MiB 1.5 MiB")]
    [InlineData(2048, "0 B 1 GiB 2 GiB")]
    public void An_axis_of_bytes_has_round_ticks_in_its_unit(double mebibytes, string expected) =>
        Assert.Equal(expected, Labels(Axis.UpToBytes(mebibytes * 1024 * 1024, Figures.Bytes)));

    [Theory]
    [InlineData(0.4, "0 ms 100 ms 200 ms 300 ms 400 ms")]
    [InlineData(9.4, "0 s 2 s 4 s 6 s 8 s")]
    [InlineData(60, "0 s 10 s 20 s 30 s 40 s 50 s 60 s")]
    [InlineData(600, "0:00 2:00 4:00 6:00 8:00 10:00")]
    [InlineData(86400, "0:00:00 4:00:00 8:00:00 12:00:00 16:00:00 20:00:00 24:00:00")]
    public void An_axis_of_time_has_ticks_at_seconds_minutes_or_hours(double seconds, string expected) =>
        Assert.Equal(expected, Labels(Axis.Of(TimeSpan.FromSeconds(seconds))));

    private static string Labels(Axis axis) => string.Join(' ', axis.Ticks.Select(tick => axis.Label(tick)));
}
