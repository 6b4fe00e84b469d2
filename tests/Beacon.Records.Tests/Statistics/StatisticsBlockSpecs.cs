using Beacon.Plans;
using Beacon.Records.Statistics;

namespace Beacon.Records.Tests.Statistics;

public sealed class StatisticsBlockSpecs
{
    [Fact]
    public void The_block_of_the_Beacon_algorithm_is_read()
    {
        var statistics = Read(
            """
            ============================================================
                                 FINAL STATISTICS
            ============================================================
            Market Data Received: 97,252
            Orders Sent: 128
            Fills Received: 128 / 128

            Tick-to-Trade
            ------------------------------------------------------------
              Samples: 128
              Mean: 4.621 μs
              p99.9: 9.75 μs

            Link
            ------------------------------------------------------------
              Load: 93 %
              Throughput: 1.2 GB/s
            ============================================================
            """
        );

        Assert.Equal(
            [
                new("algorithm", "", "Market Data Received", 97_252, "", "97,252"),
                new("algorithm", "", "Orders Sent", 128, "", "128"),
                new("algorithm", "", "Fills Received", 128, "", "128 / 128"),
                new("algorithm", "Tick-to-Trade", "Samples", 128, "", "128"),
                new("algorithm", "Tick-to-Trade", "Mean", 4.621, "µs", "4.621 μs"),
                new("algorithm", "Tick-to-Trade", "p99.9", 9.75, "µs", "9.75 μs"),
                new("algorithm", "Link", "Load", 93, "%", "93 %"),
                new("algorithm", "Link", "Throughput", 1.2, "GB/s", "1.2 GB/s"),
            ],
            statistics
        );
    }

    [Theory]
    [InlineData("Latency")]
    [InlineData("Latency:")]
    [InlineData("--- Latency ---")]
    [InlineData("== Latency ==")]
    [InlineData("=== Latency: ===")]
    [InlineData("[Latency]")]
    [InlineData("## Latency")]
    [InlineData("*** Latency ***")]
    [InlineData("─── Latency ───────")]
    [InlineData("═══ Latency ═══")]
    [InlineData("┌─ Latency ─────┐")]
    [InlineData("├─ Latency")]
    [InlineData("│ Latency       │")]
    [InlineData("\e[1mLatency\e[0m")]
    public void A_heading_names_the_group_of_the_indented_statistics_below_it(string heading) =>
        Assert.Equal(["/Sent=1", "Latency/Mean=4"], Groups($"FINAL STATISTICS\nSent: 1\n{heading}\n    Mean: 4"));

    [Theory]
    [InlineData("latency:", "latency")]
    [InlineData("--- latency ---", "latency")]
    [InlineData("[latency]", "latency")]
    [InlineData("Latency (µs):", "Latency (µs)")]
    public void A_marked_heading_needs_no_indent(string heading, string group) =>
        Assert.Equal(["/Sent=1", $"{group}/Mean=4"], Groups($"FINAL STATISTICS\nSent: 1\n{heading}\nMean: 4"));

    [Theory]
    [InlineData("\n")]
    [InlineData("\n\n")]
    [InlineData("\n------\n")]
    [InlineData("\n│          │\n├──────────┤\n")]
    public void A_heading_after_an_empty_line_or_a_rule_needs_no_indent(string gap) =>
        Assert.Equal(
            ["/Sent=1", "Latency/Mean=4", "Latency/Max=9"],
            Groups($"FINAL STATISTICS\nSent: 1\n{gap}Latency\n--\n\nMean: 4\nMax: 9")
        );

    [Fact]
    public void The_first_line_under_the_marker_may_be_a_heading() =>
        Assert.Equal(["Latency/Mean=4"], Groups("FINAL STATISTICS\nLatency\nMean: 4"));

    [Fact]
    public void The_line_of_the_marker_is_neither_a_heading_nor_a_statistic() =>
        Assert.Equal(["/Mean=4"], Groups("FINAL STATISTICS: 5\nMean: 4"));

    [Fact]
    public void A_statistic_with_the_indent_of_the_heading_ends_the_group() =>
        Assert.Equal(["Latency/Mean=4", "/Sent=1"], Groups("FINAL STATISTICS\nLatency\n  Mean: 4\nSent: 1"));

    [Fact]
    public void Bullets_count_as_an_indent() =>
        Assert.Equal(["Latency/Mean=4", "/Sent=1"], Groups("FINAL STATISTICS\nLatency\n- Mean: 4\nSent: 1"));

    [Fact]
    public void The_nearer_of_two_headings_names_the_group() =>
        Assert.Equal(["Latency/Mean=4"], Groups("FINAL STATISTICS\nRESULTS OF RUN 5\n\nLatency\n  Mean: 4"));

    [Theory]
    [InlineData("connection closed")]
    [InlineData("Connection closed")]
    [InlineData("Connection closed by the matching engine after a long while")]
    [InlineData("[12:00:01] INFO: 5 connections")]
    [InlineData("[worker-3] queue: 17")]
    [InlineData("2026-11-23 12:00:00 info: 5")]
    [InlineData("Status: OK")]
    [InlineData("Disconnected.")]
    [InlineData("10 %\r20 %")]
    public void Lines_of_other_threads_within_the_block_are_skipped(string foreign)
    {
        Assert.Equal(["Latency/Mean=4", "Latency/Max=9"], Groups($"FINAL STATISTICS\n\nLatency\nMean: 4\n{foreign}\nMax: 9"));
        Assert.Equal(["Latency/Mean=4"], Groups($"FINAL STATISTICS\n\nLatency\n{foreign}\nMean: 4"));
    }

    [Theory]
    [InlineData("[INFO]")]
    [InlineData("2026-11-23 started")]
    [InlineData("12:00 started")]
    [InlineData("{\"a\": 1}")]
    [InlineData("Started.")]
    public void A_log_line_is_not_a_heading(string line) => Assert.Equal(["/Mean=4"], Groups($"FINAL STATISTICS\n\n{line}\n  Mean: 4"));

    [Fact]
    public void The_borders_of_a_box_are_ignored() =>
        Assert.Equal(
            ["/Sent=128", "Latency/Mean=4.6", "Latency/Max=9"],
            Groups(
                """
                ╔══════════════════════╗
                ║   FINAL STATISTICS   ║
                ╠══════════════════════╣
                ║ Sent:            128 ║
                ╟──────────────────────╢
                ║ Latency              ║
                ║   Mean:       4.6 μs ║
                ║   Max:          9 μs ║
                ╚══════════════════════╝
                """
            )
        );

    [Fact]
    public void Colours_and_progress_lines_are_ignored() =>
        Assert.Equal(
            ["Latency/Mean=4", "Latency/Max=9"],
            Groups("\e[1mFINAL \e[31mSTATISTICS\e[0m\n\e[36m\nLatency\e[0m\n\e[32mMean\e[0m: \e[1m4\e[0m µs\nProgress: 5 %\rMax: 9 µs\r")
        );

    [Fact]
    public void A_repeated_name_in_a_group_has_its_last_value_at_its_first_position() =>
        Assert.Equal(["A/Mean=6", "A/Max=9", "B/Mean=5"], Groups("FINAL STATISTICS\n[A]\nMean: 4\nMax: 9\n[B]\nMean: 5\n[A]\nMean: 6"));

    [Fact]
    public void The_last_of_two_blocks_counts() =>
        Assert.Equal(["/Sent=2"], Groups("FINAL STATISTICS\n[A]\nMean: 4\nFINAL STATISTICS\nSent: 2"));

    [Theory]
    [InlineData("=== END OF FINAL STATISTICS ===")]
    [InlineData("--- end FINAL STATISTICS")]
    [InlineData("FINAL STATISTICS END")]
    public void The_closing_line_of_a_block_does_not_open_a_new_one(string end) =>
        Assert.Equal(["/Sent=2"], Groups($"FINAL STATISTICS\nSent: 2\n{end}\nExit code: 0"));

    [Fact]
    public void Lines_before_the_marker_are_ignored() => Assert.Equal(["/Sent=2"], Groups("Sent: 1\nMean: 4\nFINAL STATISTICS\nSent: 2"));

    [Fact]
    public void An_endless_log_of_statistics_uses_bounded_memory()
    {
        var block = new StatisticsBlock(
            new StatisticsTally(new StatisticsShape("algorithm", new StatisticsSpec())),
            new BlockMarker("FINAL STATISTICS")
        );
        block.Read("FINAL STATISTICS");
        for (var order = 0; order < 2 * StatisticsTally.MaximumStatistics; order++)
            block.Read($"Order {order}: 5");
        block.Read("Order 0: 6");

        Assert.Equal(StatisticsTally.MaximumStatistics, block.Statistics.Length);
        Assert.Equal(6, block.Statistics[0].Value);
    }

    [Fact]
    public void Random_characters_never_throw()
    {
        var random = new Random(20261123);
        const string Alphabet = "aZ09 \t\r:.,-=+/%()[]{}<>#*_|│─═║•µμ\e;\u0000\u200B\uD83D\uFFFD\"'\\eE";
        for (var round = 0; round < 20_000; round++)
        {
            var line = new string(random.GetItems<char>(Alphabet, random.Next(60)));
            Assert.All(
                Read($"FINAL STATISTICS\n{line}\nHeading\n{line}\n  Sent: 1"),
                statistic => Assert.True(double.IsFinite(statistic.Value) && statistic.Name.Raw.Length > 0 && statistic.Text.Raw.Length > 0)
            );
        }
    }

    [Fact]
    public void Statistics_that_are_printed_again_are_read_the_same()
    {
        var random = new Random(7);
        string[] units = ["", " µs", "%", " GB/s", " msgs/sec"];
        for (var round = 0; round < 2_000; round++)
        {
            var value = Math.Round((random.NextDouble() - 0.5) * Math.Pow(10, random.Next(9)), random.Next(4));
            var text = value.ToString(random.Next(2) == 0 ? "#,0.###" : "0.###", null) + units[random.Next(units.Length)];
            var statistic = Assert.Single(Read($"FINAL STATISTICS\nName {round}: {text}"));
            Assert.Equal((value, text), (statistic.Value, statistic.Text.Raw));
            Assert.Equal([statistic], Read($"FINAL STATISTICS\n{statistic.Name}: {statistic.Text}"));
        }
    }

    private static Statistic[] Read(string log)
    {
        var block = new StatisticsBlock(
            new StatisticsTally(new StatisticsShape("algorithm", new StatisticsSpec())),
            new BlockMarker("FINAL STATISTICS")
        );
        foreach (var line in log.Split('\n'))
            block.Read(line);
        return [.. block.Statistics];
    }

    private static IEnumerable<string> Groups(string log) =>
        Read(log).Select(statistic => $"{statistic.Group}/{statistic.Name}={statistic.Value}");
}
