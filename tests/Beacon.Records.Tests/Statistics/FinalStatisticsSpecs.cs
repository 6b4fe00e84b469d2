using System.Text;
using Beacon.Plans;
using Beacon.Records.Statistics;

namespace Beacon.Records.Tests.Statistics;

public sealed class FinalStatisticsSpecs : IDisposable
{
    private const int WindowBytes = 1024 * 1024;
    private const string Block = "FINAL STATISTICS\nSent: 128\n";

    private static readonly StatisticsSpec Spec = new() { From = "FINAL STATISTICS" };

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("beacon-statistics-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void The_block_is_read_from_the_offset_of_its_marker()
    {
        var log = Log("starting\n" + Block);

        Assert.Equal(new Statistic("algorithm", "", "Sent", 128, "", "128"), Assert.Single(Read(log, "starting\n".Length).Statistics));
        Assert.Null(Read(log, "starting\n".Length).Absence);
    }

    [Fact]
    public void Without_an_offset_the_last_marker_is_searched() =>
        Assert.Equal(["Sent=128"], Found(Log("FINAL STATISTICS\nSent: 1\nOld: 2\n" + Block)));

    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    [InlineData(9)]
    [InlineData(1_000_000)]
    public void An_offset_without_a_marker_is_ignored(long offset) =>
        Assert.Equal(["Sent=128"], Found(Log("starting\nready\n" + Block), offset));

    [Fact]
    public void An_offset_at_the_closing_line_of_the_block_is_ignored()
    {
        const string Text = Block + "=== END OF FINAL STATISTICS ===\nbye\n";

        Assert.Equal(["Sent=128"], Found(Log(Text), Block.Length));
        Assert.Equal(["Sent=128"], Found(Log(Text)));
    }

    [Fact]
    public void An_offset_after_a_carriage_return_is_accepted() =>
        Assert.Equal(["Sent=128"], Found(Log("10 %\r20 %\r" + Block), "10 %\r20 %\r".Length));

    [Theory]
    [InlineData("FINAL STATISTICS\nSent: 128")]
    [InlineData("FINAL STATISTICS\r\nSent: 128\r\n")]
    [InlineData("\e[1mFINAL\e[0m STATISTICS\n\e[32mSent\e[0m: 128\n")]
    [InlineData("\uFEFFFINAL STATISTICS\nSent: 128\n")]
    public void Line_endings_and_colours_are_ignored(string text) => Assert.Equal(["Sent=128"], Found(Log(text)));

    [Fact]
    public void Invalid_UTF8_affects_only_its_own_line() =>
        Assert.Equal(
            ["Sent=128", "Mean=4"],
            Found(Log([0xFF, 0xFE, .. "\nFINAL STATISTICS\nSent: 128\nBad "u8, 0xC3, 0x28, .. ": 5\n"u8, 0x80, .. "\nMean: 4\n"u8]))
        );

    [Fact]
    public void A_log_without_the_marker_is_reported()
    {
        Assert.Equal("the marker \"FINAL STATISTICS\" was not found in its output", Read(Log("Sent: 128\n"), null).Absence);
        Assert.Equal("it has printed nothing", Read(Log(""), null).Absence);
    }

    [Fact]
    public void A_block_without_a_statistic_is_reported()
    {
        var reading = Read(Log("FINAL STATISTICS\nnone today\n"), 0);

        Assert.Empty(reading.Statistics);
        Assert.Equal("no \"Name: value\" line follows the marker \"FINAL STATISTICS\"", reading.Absence);
    }

    [Fact]
    public void A_missing_log_has_no_statistics() =>
        Assert.Equal("it has printed nothing", Read(Path.Combine(_folder.FullName, "none.log"), null).Absence);

    [Fact]
    public void A_plan_without_a_marker_gives_no_statistics() =>
        Assert.Equal(
            "no marker is configured (statistics.from)",
            FinalStatistics.Read("algorithm", new StatisticsSpec(), LogFiles.At(Log(Block)), null).Absence
        );

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(27)]
    [InlineData(28)]
    public void A_marker_across_the_border_of_two_windows_is_found(int bytesBefore)
    {
        // The first window begins this many bytes after the beginning of the block.
        var after = string.Concat(Enumerable.Repeat(new string('-', 99) + "\n", WindowBytes / 100 + 1));
        var text = "first\n" + Block + after[..(WindowBytes - Block.Length + bytesBefore)];

        Assert.Equal(["Sent=128"], Found(Log(text)));
    }

    [Fact]
    public void A_marker_is_found_at_any_position_relative_to_the_windows()
    {
        var random = new Random(4711);
        for (var round = 0; round < 20; round++)
        {
            var text = new StringBuilder();
            while (text.Length < random.Next(3) * WindowBytes)
                text.Append('.', random.Next(200_000)).Append('\n');
            text.Append(Block);
            var length = text.Length + random.Next(2 * WindowBytes);
            while (text.Length < length)
                text.Append('.', random.Next(200_000)).Append('\n');

            Assert.Equal(["Sent=128"], Found(Log(text.ToString())));
        }
    }

    [Fact]
    public void Only_the_end_of_a_huge_log_is_read()
    {
        var log = Log("");
        const long Hole = 5L << 30;
        using (var file = File.OpenWrite(log))
        {
            // A sparse file of five gigabytes, beyond 32 bits: it takes no space, but reading all of it would take long.
            file.Position = Hole;
            file.Write(Encoding.UTF8.GetBytes("\n" + Block));
        }

        var allocatedBefore = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(["Sent=128"], Found(log));
        Assert.Equal(["Sent=128"], Found(log, Hole + 1));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - allocatedBefore, 0, 8 * WindowBytes);
    }

    [Theory]
    [InlineData(64 * 1024, true)]
    [InlineData(64 * 1024 + 1, false)]
    [InlineData(300_000, false)]
    [InlineData(3_000_000, false)]
    public void Lines_of_more_than_64_KiB_are_skipped(int bytes, bool isRead)
    {
        const string Marker = "FINAL STATISTICS\n";
        var longLine = (new string(' ', bytes) + "Long: 5")[^bytes..] + "\n";

        Assert.Equal(isRead ? ["Long=5", "Sent=128"] : ["Sent=128"], Found(Log(Marker + longLine + "Sent: 128\n")));
        Assert.Equal(isRead ? ["Sent=1", "Long=5"] : ["Sent=1"], Found(Log(Marker + "Sent: 1\n" + longLine.TrimEnd('\n'))));
        Assert.Equal(isRead ? [] : ["Sent=128"], Found(Log(Block + (new string(' ', bytes) + "FINAL STATISTICS")[^bytes..] + "\n")));
    }

    [Fact]
    public void A_log_in_several_parts_is_read_as_one()
    {
        var whole = "starting\n" + Block + "Mean: 4.6 μs\n";
        for (var cut = 0; cut <= Encoding.UTF8.GetByteCount(whole); cut++)
        {
            var bytes = Encoding.UTF8.GetBytes(whole);
            string[] parts = [Log(bytes[..cut], "part.1"), Log([], "part.empty"), Log(bytes[cut..], "part.0")];

            foreach (long? offset in new long?[] { null, "starting\n".Length })
            {
                var found = FinalStatistics.Read("algorithm", Spec, LogFiles.At(parts), offset).Statistics;
                Assert.Equal(["Sent=128", "Mean=4.6µs"], found.Select(statistic => $"{statistic.Name}={statistic.Value}{statistic.Unit}"));
            }
        }
    }

    [Fact]
    public void Random_bytes_never_throw()
    {
        var random = new Random(42);
        for (var round = 0; round < 500; round++)
        {
            var bytes = new byte[random.Next(5_000)];
            random.NextBytes(bytes);
            var block = Encoding.UTF8.GetBytes(Block);
            if (bytes.Length > block.Length)
                block.CopyTo(bytes, random.Next(bytes.Length - block.Length));

            var reading = Read(Log(bytes), random.Next(2) == 0 ? null : random.Next(6_000));
            Assert.Equal(reading.Statistics.IsEmpty, reading.Absence is not null);
        }
    }

    [Theory]
    [InlineData("Sent: 128\n", nameof(ProgramEnd.Finished), null)]
    [InlineData("Sent: 128\n", nameof(ProgramEnd.Stopped), null)]
    [InlineData("Sent: 128\n", nameof(ProgramEnd.Broken), "the program ended abnormally before the end of the block")]
    [InlineData("Sent: 128\n=== END OF FINAL STATISTICS ===\n", nameof(ProgramEnd.Broken), null)]
    [InlineData("Sent: 128\n================\n", nameof(ProgramEnd.Broken), null)]
    [InlineData("Sent: 128\n================", nameof(ProgramEnd.Broken), null)]
    [InlineData(
        "Sent: 128\n----------------\nLatency\n",
        nameof(ProgramEnd.Broken),
        "the program ended abnormally before the end of the block"
    )]
    [InlineData("Sent: 128\nMean: 4.6", nameof(ProgramEnd.Finished), null)]
    [InlineData("Sent: 128\nMean: 4.6", nameof(ProgramEnd.Stopped), "the program ended within its last line")]
    [InlineData("Sent: 128\nMean: 4.6", nameof(ProgramEnd.Broken), "the program ended within its last line")]
    public void A_block_is_partial_if_the_program_ended_abnormally_and_the_block_shows_no_end(string block, string end, string? cutOff)
    {
        var reading = FinalStatistics.Read(
            "algorithm",
            Spec,
            LogFiles.At(Log("FINAL STATISTICS\n================\n" + block)),
            null,
            Enum.Parse<ProgramEnd>(end)
        );

        Assert.Equal(cutOff, reading.CutOff);
        Assert.Equal(128, reading.Statistics[0].Value);
        Assert.All(reading.Statistics, statistic => Assert.Equal(cutOff is not null, statistic.IsPartial));
    }

    [Fact]
    public void A_number_that_may_be_incomplete_is_not_read() =>
        Assert.Equal(
            ["Sent=128"],
            FinalStatistics
                .Read("algorithm", Spec, LogFiles.At(Log(Block + "Received: 97")), null, ProgramEnd.Stopped)
                .Statistics.Select(statistic => $"{statistic.Name}={statistic.Value}")
        );

    private string Log(string text) => Log(Encoding.UTF8.GetBytes(text));

    private string Log(byte[] bytes, string name = "algorithm.out.log")
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    private static StatisticsReading Read(string log, long? markerOffset) =>
        FinalStatistics.Read("algorithm", Spec, LogFiles.At(log), markerOffset);

    private static IEnumerable<string> Found(string log, long? markerOffset = null) =>
        Read(log, markerOffset).Statistics.Select(statistic => $"{statistic.Name}={statistic.Value}");
}
