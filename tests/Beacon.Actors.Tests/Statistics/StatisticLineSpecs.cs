using Beacon.Actors.Statistics;

namespace Beacon.Actors.Tests.Statistics;

public class StatisticLineSpecs
{
    [Theory]
    [InlineData("Orders: 97,252", "Orders", 97252, "")]
    [InlineData("Mean: 4.621 μs", "Mean", 4.621, "µs")]
    [InlineData("Mean: 4.621 µs", "Mean", 4.621, "µs")]
    [InlineData("Mean: 4.6us", "Mean", 4.6, "µs")]
    [InlineData("Fill Ratio: 128 / 128", "Fill Ratio", 128, "")]
    [InlineData("Hit Rate: 93 %", "Hit Rate", 93, "%")]
    [InlineData("Hit Rate: 93%", "Hit Rate", 93, "%")]
    [InlineData("Throughput: 1.2 GB/s", "Throughput", 1.2, "GB/s")]
    [InlineData("Rate   :  5000 msgs/sec", "Rate", 5000, "msgs/sec")]
    [InlineData("Drift: -1.5e-3 s", "Drift", -0.0015, "s")]
    [InlineData("  - P99.9: 12 ms  ", "P99.9", 12, "ms")]
    [InlineData("│ Sent: 5 (2 dropped) │", "Sent", 5, "")]
    [InlineData("\u001b[32mSent\u001b[0m: \u001b[1m5\u001b[0m", "Sent", 5, "")]
    [InlineData("Sent: 3\rSent: 5\r", "Sent", 5, "")]
    public void A_name_and_a_number_are_a_statistic(string line, string name, double value, string unit)
    {
        Assert.True(StatisticLine.TryParse(StatisticLine.Clean(line), "c", "g", out var statistic));
        Assert.Equal((name, value, unit, "c", "g"), (statistic.Name, statistic.Value, statistic.Unit, statistic.Component, statistic.Group));
    }

    [Fact]
    public void The_whole_right_hand_side_is_kept()
    {
        Assert.True(StatisticLine.TryParse("Fill Ratio: 127 / 128", "c", "", out var statistic));
        Assert.Equal("127 / 128", statistic.Text);
    }

    [Theory]
    [InlineData("Status: OK")]
    [InlineData("Started: 12:30:01")]
    [InlineData("Address: 127.0.0.1:9000")]
    [InlineData("Version: 1.2.3")]
    [InlineData("Date: 2026-11-23")]
    [InlineData("[12:00:01] INFO: 5 connections")]
    [InlineData("2026-11-23 12:00:00 info: 5")]
    [InlineData("no number here")]
    [InlineData("Note: 3 of the 5 sessions were slow")]
    [InlineData(": 5")]
    [InlineData("")]
    public void What_is_no_number_or_looks_like_a_log_line_is_none(string line) =>
        Assert.False(StatisticLine.TryParse(StatisticLine.Clean(line), "c", "", out _));

    [Fact]
    public void No_line_whatever_breaks_the_reader()
    {
        var random = new Random(20261123);
        const string Letters = "aZ09:,./%-=│═ \t\r\u001b[m\uFFFDμs";
        for (var round = 0; round < 20_000; round++)
        {
            var line = string.Concat(Enumerable.Range(0, random.Next(60)).Select(_ => Letters[random.Next(Letters.Length)]));
            if (StatisticLine.TryParse(StatisticLine.Clean(line), "c", "", out var statistic)) Assert.False(double.IsNaN(statistic.Value));
        }
    }
}
