using Beacon.Records.Statistics;

namespace Beacon.Records.Tests.Statistics;

public sealed class StatisticLineSpecs
{
    [Theory]
    [InlineData("Market Data Received: 97,252", "Market Data Received")]
    [InlineData("  Tick-to-Trade (p99.9):   4.621 μs", "Tick-to-Trade (p99.9)")]
    [InlineData("99.9 %: 12 µs", "99.9 %")]
    [InlineData("99: 12 µs", "99")]
    [InlineData("Orders Sent\t:\t128", "Orders Sent")]
    [InlineData("- Orders: 5", "Orders")]
    [InlineData("  • Orders: 5", "Orders")]
    [InlineData("│ Orders Sent: 128            │", "Orders Sent")]
    [InlineData("║  Orders: 5 ║", "Orders")]
    [InlineData("| Orders: 5 |", "Orders")]
    [InlineData("├── Orders: 5", "Orders")]
    [InlineData("Orders Sent ........: 128", "Orders Sent")]
    [InlineData("Orders/s: 5", "Orders/s")]
    [InlineData("P&L: -5.2 $", "P&L")]
    [InlineData("Latency [µs]: 4.6", "Latency [µs]")]
    [InlineData("<10 µs: 512", "<10 µs")]
    [InlineData("Error rate: 0.5 %", "Error rate")]
    [InlineData("Errors: 3", "Errors")]
    [InlineData("ERROR COUNT: 3", "ERROR COUNT")]
    [InlineData("Größe: 3", "Größe")]
    public void A_line_with_a_name_and_a_number_is_a_statistic(string line, string name)
    {
        Assert.True(StatisticLine.TryParse(line, out var statistic));
        Assert.Equal(name, statistic.Name);
    }

    [Theory]
    [InlineData("")]
    [InlineData(":")]
    [InlineData(": 5")]
    [InlineData("Orders:")]
    [InlineData("Orders: ")]
    [InlineData("Orders 5")]
    [InlineData("...: 5")]
    [InlineData("Status: OK")]
    [InlineData("Time: 12:30:01")]
    [InlineData("Address: 127.0.0.1:9000")]
    [InlineData("Listening on 127.0.0.1:9000")]
    [InlineData("localhost:9000")]
    [InlineData("main.cpp:42 assertion")]
    [InlineData("Version: 1.2.3")]
    [InlineData("Date: 2026-11-23")]
    [InlineData("[12:00:01] INFO: 5 connections")]
    [InlineData("2026-11-23 12:00:00 info: 5")]
    [InlineData("2026-11-23 connections: 5")]
    [InlineData("[worker-3] queue: 17")]
    [InlineData("INFO: 5 connections")]
    [InlineData("warning: 5 unused")]
    [InlineData("INFO open connections: 5")]
    [InlineData("12.345678 connections: 5")]
    [InlineData("1763935200123 connections: 5")]
    [InlineData("{\"connections\": 5}")]
    [InlineData("\"connections\": 5")]
    [InlineData("level=info connections: 5")]
    [InlineData("std::vector: 5")]
    public void Any_other_line_is_not_a_statistic(string line) => Assert.False(StatisticLine.TryParse(line, out _));

    [Fact]
    public void A_name_or_a_line_of_unlikely_length_is_refused()
    {
        Assert.False(StatisticLine.TryParse(new string('x', 81) + ": 5", out _));
        Assert.False(StatisticLine.TryParse("Orders: 5" + new string(' ', 60_000) + "x", out _));
    }
}
