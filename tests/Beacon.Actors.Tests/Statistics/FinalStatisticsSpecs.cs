using System.Text;
using Beacon.Actors.Plans;
using Beacon.Actors.Statistics;

namespace Beacon.Actors.Tests.Statistics;

public sealed class FinalStatisticsSpecs : IDisposable
{
    private static readonly StatisticsSpec Spec = new() { From = "FINAL STATISTICS" };
    private readonly string _log = Path.GetTempFileName();

    public void Dispose() => File.Delete(_log);

    [Fact]
    public void The_block_of_the_beacon_algorithm_is_read_whole()
    {
        var reading = Read("""
            MD=1 ORDERS=2
            ════════════════════
            FINAL STATISTICS
              Market Data Received: 97,252
              Orders Sent: 128

            Tick-to-Trade
            ─────────────
              Samples: 128
              Min: 4.621 μs

            Orders:
              Fill Ratio: 128 / 128
            ════════════════════
            """);
        Assert.Equal(
            [("", "Market Data Received", 97252d, ""), ("", "Orders Sent", 128, ""), ("Tick-to-Trade", "Samples", 128, ""), ("Tick-to-Trade", "Min", 4.621, "µs"), ("Orders", "Fill Ratio", 128, "")],
            reading.Statistics.Select(statistic => (statistic.Group, statistic.Name, statistic.Value, statistic.Unit)));
        Assert.Null(reading.Absence);
    }

    [Fact]
    public void Lines_of_another_thread_are_passed_over()
    {
        var reading = Read("FINAL STATISTICS\nSent: 1\nworker 3 has finished\n[12:00:01] INFO: 5 connections\nReceived: 2\n");
        Assert.Equal([("", "Sent"), ("", "Received")], reading.Statistics.Select(statistic => (statistic.Group, statistic.Name)));
    }

    [Fact]
    public void Of_a_block_printed_twice_the_last_counts() =>
        Assert.Equal(2, Assert.Single(Read("FINAL STATISTICS\nSent: 1\nFINAL STATISTICS\nSent: 2\n").Statistics).Value);

    [Fact]
    public void Of_a_name_said_twice_in_a_group_the_last_counts() =>
        Assert.Equal(2, Assert.Single(Read("FINAL STATISTICS\nSent: 1\nSent: 2\n").Statistics).Value);

    [Theory]
    [InlineData("FINAL STATISTICS\r\nSent: 7\r\n")]
    [InlineData("== FINAL STATISTICS ==\nSent: 7")]
    [InlineData("\u001b[1mFINAL STATISTICS\u001b[0m\nSent: 7\n")]
    public void The_marker_may_stand_anywhere_in_its_line_and_lines_may_end_as_they_like(string text) =>
        Assert.Equal(7, Assert.Single(Read(text).Statistics).Value);

    [Fact]
    public void Bytes_that_are_no_text_do_no_harm()
    {
        File.WriteAllBytes(_log, [0xFF, 0xFE, (byte)'\n', .. "FINAL STATISTICS\n"u8, 0xC3, 0x28, (byte)'\n', .. "Sent: 7\n"u8]);
        Assert.Equal(7, Assert.Single(FinalStatistics.Read("c", Spec, _log, null).Statistics).Value);
    }

    [Fact]
    public void A_marker_that_was_never_printed_is_told()
    {
        var reading = Read("Sent: 1\n");
        Assert.Empty(reading.Statistics);
        Assert.Contains("\"FINAL STATISTICS\" was not found", reading.Absence);
    }

    [Fact]
    public void A_block_without_a_statistic_is_told() => Assert.Contains("no \"Name: value\" line", Read("FINAL STATISTICS\nnothing\n").Absence);

    [Fact]
    public void The_block_at_the_end_of_a_gigabyte_is_found_from_its_end_and_from_its_offset()
    {
        const long Far = 1L << 30;
        using (var file = File.OpenWrite(_log))
        {
            file.Position = Far;
            file.Write("FINAL STATISTICS\nSent: 7\n"u8);
        }

        Assert.Equal(7, Assert.Single(FinalStatistics.Read("c", Spec, _log, null).Statistics).Value);
        Assert.Equal(7, Assert.Single(FinalStatistics.Read("c", Spec, _log, Far).Statistics).Value);
    }

    [Theory]
    [InlineData(1024 * 1024 - 5)]
    [InlineData(1024 * 1024)]
    [InlineData(1024 * 1024 - 24)]
    public void A_marker_across_the_edge_of_a_chunk_is_found(int behind)
    {
        File.WriteAllText(_log, "FINAL STATISTICS\nSent: 7\n" + new string('x', behind) + "\n");
        Assert.Equal(7, Assert.Single(FinalStatistics.Read("c", Spec, _log, null).Statistics).Value);
    }

    [Fact]
    public void Live_counters_are_the_named_groups_and_tell_only_what_has_changed()
    {
        var counters = new LiveCounters("c", new StatisticsSpec { Live = ["MD=(?<md>[0-9,]+)", "ORDERS=(?<orders>[0-9,]+)"] });
        Assert.Equal([("md", 1234d), ("orders", 5d)], counters.Read("MD=1,234 ORDERS=5").Select(counter => (counter.Name, counter.Value)));
        Assert.Equal(["orders"], counters.Read("MD=1,234 ORDERS=6").Select(counter => counter.Name));
        Assert.Empty(counters.Read("nothing"));
    }

    private StatisticsReading Read(string text)
    {
        File.WriteAllText(_log, text, new UTF8Encoding(false));
        return FinalStatistics.Read("c", Spec, _log, null);
    }
}
