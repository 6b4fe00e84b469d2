using Beacon.Plans.Units;
using Beacon.Records.Statistics;

namespace Beacon.Records.Tests.Statistics;

public sealed class UnitOfNameSpecs
{
    [Theory]
    [InlineData("latency_us", "µs")]
    [InlineData("latency-ns", "ns")]
    [InlineData("order.latency_milliseconds", "ms")]
    [InlineData("elapsedMs", "ms")]
    [InlineData("orderLatencyMicros", "µs")]
    [InlineData("sizeBytes", "B")]
    [InlineData("heapMB", "MB")]
    [InlineData("bytes", "B")]
    [InlineData("rss_mib", "MiB")]
    [InlineData("hit_percent", "%")]
    [InlineData("process_cpu_seconds_total", "s")]
    [InlineData("network_bytes_per_second", "B/s")]
    [InlineData("msgs_per_sec", "/s")]
    [InlineData("ordersPerSecond", "/s")]
    [InlineData("Mean (µs)", "µs")]
    [InlineData("Mean [us]", "µs")]
    [InlineData("Resident set (kbytes)", "kbytes")]
    public void The_unit_in_a_name_is_recognized(string name, string unit) => Assert.Equal(unit, UnitOfName.Of(name));

    [Theory]
    [InlineData("latency_min")]
    [InlineData("items")]
    [InlineData("Orders Sent")]
    [InlineData("orders_total")]
    [InlineData("Round-Trips")]
    [InlineData("status")]
    [InlineData("events (avg/stddev)")]
    [InlineData("Orders (sent)")]
    [InlineData("p99.9")]
    [InlineData("")]
    public void Other_names_have_no_unit(string name) => Assert.Equal("", UnitOfName.Of(name));

    [Fact]
    public void The_unit_beside_a_value_wins_over_the_unit_in_the_name() =>
        Assert.Equal("s", UnitOfName.Given(new StatisticValue(5, "s", "5 s"), "latency_us").Unit);
}
