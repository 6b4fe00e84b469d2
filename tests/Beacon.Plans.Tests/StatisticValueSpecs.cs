using Beacon.Plans.Units;

namespace Beacon.Plans.Tests;

public sealed class StatisticValueSpecs
{
    [Theory]
    [InlineData("128", 128, "")]
    [InlineData("97,252", 97_252, "")]
    [InlineData("1,234,567.89", 1_234_567.89, "")]
    [InlineData("-5.25", -5.25, "")]
    [InlineData("+3", 3, "")]
    [InlineData("\u22125.5", -5.5, "")]
    [InlineData(".5", 0.5, "")]
    [InlineData("1.5e6", 1_500_000, "")]
    [InlineData("2E-3 s", 0.002, "s")]
    [InlineData("128 / 128", 128, "")]
    [InlineData("3.5 / 4.0 GB", 3.5, "GB")]
    [InlineData("93 of 128 orders", 93, "orders")]
    [InlineData("4.6 ± 0.3 µs", 4.6, "µs")]
    [InlineData("93 %", 93, "%")]
    [InlineData("93%", 93, "%")]
    [InlineData("1.2 GB/s", 1.2, "GB/s")]
    [InlineData("1.2GB/s", 1.2, "GB/s")]
    [InlineData("5000 msgs/sec", 5000, "msgs/sec")]
    [InlineData("5000 /s", 5000, "/s")]
    [InlineData("12 orders per second", 12, "orders per second")]
    [InlineData("7 round-trips", 7, "round-trips")]
    [InlineData("42 °C", 42, "°C")]
    [InlineData("1.5x", 1.5, "x")]
    [InlineData("128 (93 %)", 128, "")]
    [InlineData("4.621 μs (p99)", 4.621, "µs")]
    [InlineData("5 s, warm-up dropped", 5, "s")]
    [InlineData("3 in flight", 3, "")]
    public void A_number_has_a_value_and_a_unit(string text, double value, string unit)
    {
        Assert.True(StatisticValue.TryParse(text, out var parsed));
        Assert.Equal(new StatisticValue(value, unit, text), parsed);
    }

    [Theory]
    [InlineData("4.621 \u03BCs", "\u00B5s")]
    [InlineData("4.621 \u00B5s", "\u00B5s")]
    [InlineData("4.621 us", "\u00B5s")]
    [InlineData("4.621us", "\u00B5s")]
    [InlineData("4.621 us/op", "\u00B5s/op")]
    [InlineData("9 msgs/us", "msgs/\u00B5s")]
    [InlineData("4 usec", "\u00B5sec")]
    [InlineData("4 users", "users")]
    [InlineData("4 bus", "bus")]
    public void Micro_has_one_spelling(string text, string unit)
    {
        Assert.True(StatisticValue.TryParse(text, out var parsed));
        Assert.Equal(unit, parsed.Unit);
    }

    [Fact]
    public void The_text_stays_as_printed()
    {
        Assert.True(StatisticValue.TryParse("  97,252 \u03BCs (of 100,000)  ", out var parsed));
        Assert.Equal("97,252 \u03BCs (of 100,000)", parsed.Text);
    }

    [Theory]
    [InlineData("")]
    [InlineData("OK")]
    [InlineData("n/a")]
    [InlineData("NaN")]
    [InlineData("-")]
    [InlineData("~5")]
    [InlineData("12:30:01")]
    [InlineData("2026-11-23")]
    [InlineData("2026-11-23 12:00:00")]
    [InlineData("2026/11/23")]
    [InlineData("23 / 11 / 2026")]
    [InlineData("20261123T120000Z")]
    [InlineData("127.0.0.1")]
    [InlineData("127.0.0.1:9000")]
    [InlineData("1.2.3")]
    [InlineData("3f9c")]
    [InlineData("0x1F")]
    [InlineData("12,34")]
    [InlineData("1,2345")]
    [InlineData("1 234 567")]
    [InlineData("1m 30s")]
    [InlineData("1 h 30 min")]
    [InlineData("5-7")]
    [InlineData("5 - 7 µs")]
    [InlineData("5 – 7 µs")]
    [InlineData("5,")]
    [InlineData("5.")]
    [InlineData("5 connections were lost.")]
    [InlineData("5 connections to the exchange are open now")]
    [InlineData("1e999")]
    [InlineData("٣")]
    public void What_only_begins_like_a_number_is_refused(string text) => Assert.False(StatisticValue.TryParse(text, out _));
}
