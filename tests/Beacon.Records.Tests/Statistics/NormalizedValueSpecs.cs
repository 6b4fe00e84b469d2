using Beacon.Plans.Units;
using Beacon.Records.Statistics;
using CsCheck;

namespace Beacon.Records.Tests.Statistics;

public sealed class NormalizedValueSpecs
{
    [Theory]
    [InlineData(4.5, "ns", 4.5)]
    [InlineData(4.5, "µs", 4_500)]
    [InlineData(4.5, "\u03BCs", 4_500)]
    [InlineData(4.5, "us", 4_500)]
    [InlineData(4.5, "µsec", 4_500)]
    [InlineData(4.5, "ms", 4_500_000)]
    [InlineData(4.5, "msecs", 4_500_000)]
    [InlineData(4.5, "Milliseconds", 4_500_000)]
    [InlineData(4.5, "s", 4_500_000_000)]
    [InlineData(4.5, "sec", 4_500_000_000)]
    [InlineData(1, "second", 1_000_000_000)]
    [InlineData(2, "min", 120_000_000_000)]
    [InlineData(2, "minutes", 120_000_000_000)]
    [InlineData(2, "h", 7_200_000_000_000)]
    [InlineData(2, "hours", 7_200_000_000_000)]
    [InlineData(500, "ps", 0.5)]
    public void Time_is_compared_in_nanoseconds(double value, string unit, double nanoseconds) =>
        Assert.Equal(new NormalizedValue(nanoseconds, "ns", Dimension.Time), NormalizedValue.Of(value, unit));

    [Theory]
    [InlineData(3, "B", 3)]
    [InlineData(3, "bytes", 3)]
    [InlineData(3, "Bytes", 3)]
    [InlineData(3, "kB", 3_000)]
    [InlineData(3, "KB", 3_000)]
    [InlineData(3, "KBytes", 3_000)]
    [InlineData(3, "MB", 3_000_000)]
    [InlineData(3, "GB", 3_000_000_000)]
    [InlineData(3, "TB", 3_000_000_000_000)]
    [InlineData(3, "KiB", 3_072)]
    [InlineData(3, "MiB", 3_145_728)]
    [InlineData(3, "GiB", 3_221_225_472)]
    [InlineData(8, "bits", 1)]
    [InlineData(8, "kbit", 1_000)]
    [InlineData(8, "Mb", 1_000_000)]
    public void Data_is_compared_in_bytes(double value, string unit, double bytes) =>
        Assert.Equal(new NormalizedValue(bytes, "B", Dimension.Size), NormalizedValue.Of(value, unit));

    [Theory]
    [InlineData(2, "MB/s", 2_000_000, "B/s")]
    [InlineData(2, "MB/sec", 2_000_000, "B/s")]
    [InlineData(2, "MBytes/sec", 2_000_000, "B/s")]
    [InlineData(2, "MiB/s", 2_097_152, "B/s")]
    [InlineData(8, "Mbit/s", 1_000_000, "B/s")]
    [InlineData(8, "Mbits/sec", 1_000_000, "B/s")]
    [InlineData(8, "Gbps", 1_000_000_000, "B/s")]
    [InlineData(2, "KBps", 2_000, "B/s")]
    [InlineData(5, "/s", 5, "/s")]
    [InlineData(5, "/sec", 5, "/s")]
    [InlineData(5, "k/s", 5_000, "/s")]
    [InlineData(120, "/min", 2, "/s")]
    [InlineData(5, "/ms", 5_000, "/s")]
    [InlineData(5, "msgs/sec", 5, "msg/s")]
    [InlineData(5, "kmsgs/s", 5_000, "msg/s")]
    [InlineData(5, "Mops/s", 5_000_000, "op/s")]
    [InlineData(5, "ops/µs", 5_000_000, "op/s")]
    [InlineData(5, "orders per second", 5, "order/s")]
    public void Rates_are_compared_per_second(double value, string unit, double rate, string canonical) =>
        Assert.Equal(new NormalizedValue(rate, canonical, Dimension.Rate), NormalizedValue.Of(value, unit));

    [Theory]
    [InlineData(4, "µs/op", 4_000, "ns/op", Dimension.Ratio)]
    [InlineData(4, "KiB/op", 4_096, "B/op", Dimension.Ratio)]
    [InlineData(4, "allocs/op", 4, "alloc/op", Dimension.Ratio)]
    [InlineData(4, "fills/orders", 4, "fill/order", Dimension.Ratio)]
    [InlineData(93, "%", 93, "%", Dimension.Share)]
    [InlineData(93, "percent", 93, "%", Dimension.Share)]
    [InlineData(5, "‰", 0.5, "%", Dimension.Share)]
    [InlineData(500, "ppm", 0.05, "%", Dimension.Share)]
    [InlineData(5, "", 5, "", Dimension.Count)]
    [InlineData(5, "k", 5_000, "", Dimension.Count)]
    [InlineData(1.5, "M", 1_500_000, "", Dimension.Count)]
    [InlineData(5, "orders", 5, "order", Dimension.Count)]
    [InlineData(1, "order", 1, "order", Dimension.Count)]
    [InlineData(5, "rps", 5, "rps", Dimension.Count)]
    [InlineData(5, "krps", 5_000, "rps", Dimension.Count)]
    [InlineData(5, "iops", 5, "iop", Dimension.Count)]
    [InlineData(5, "IOPS", 5, "IOPS", Dimension.Count)]
    [InlineData(5, "°C", 5, "°C", Dimension.Count)]
    [InlineData(5, "m", 5, "m", Dimension.Count)]
    [InlineData(5, "status", 5, "status", Dimension.Count)]
    public void Other_units_are_compared_without_prefixes_and_plurals(
        double value,
        string unit,
        double normalized,
        string canonical,
        Dimension dimension
    ) => Assert.Equal(new NormalizedValue(normalized, canonical, dimension), NormalizedValue.Of(value, unit));

    [Fact]
    public void A_statistic_that_changes_its_unit_between_runs_stays_comparable()
    {
        var before = new Statistic("a", "Latency", "p99", 980, "µs", "980 µs").Normalized!.Value;
        var after = new Statistic("a", "Latency", "p99", 1.2, "ms", "1.2 ms").Normalized!.Value;

        Assert.Equal((980_000, 1_200_000), (before.Value, after.Value));
        Assert.Equal(before.Unit, after.Unit);
        Assert.NotEqual(before.Unit, NormalizedValue.Of(980, "B").Unit);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void A_value_that_is_not_finite_is_not_normalized(double value) =>
        Assert.Null(new Statistic("a", "", "Ratio", value, "ms", "nan").Normalized);

    [Fact]
    public void Normalising_is_idempotent_and_keeps_sign_and_order()
    {
        string[] units =
        [
            "",
            "ns",
            "µs",
            "ms",
            "s",
            "min",
            "h",
            "B",
            "kB",
            "MiB",
            "Gbit",
            "%",
            "/s",
            "MB/s",
            "Kops/s",
            "msgs/min",
            "ns/op",
            "orders",
            "‰",
            "°C",
        ];
        Gen.Select(Gen.Double[-1e9, 1e9], Gen.Double[-1e9, 1e9], Gen.OneOf(units))
            .Sample(
                (one, other, unit) =>
                {
                    var (first, second) = (NormalizedValue.Of(one, unit), NormalizedValue.Of(other, unit));
                    Assert.Equal(first, NormalizedValue.Of(first.Value, first.Unit));
                    Assert.Equal(Math.Sign(one.CompareTo(other)), Math.Sign(first.Value.CompareTo(second.Value)));
                }
            );
    }

    [Fact]
    public void An_unknown_unit_never_throws() =>
        Gen.String.Sample(unit => Assert.True(NormalizedValue.Of(2, unit) is { Value: > 0, Unit: not null }));
}
