using System.Globalization;
using System.IO.Compression;
using Beacon.Exchange.BinaryFile;
using Beacon.Exchange.Generation;
using Beacon.Exchange.Tests.MatchingEngine;

namespace Beacon.Exchange.Tests.Playback;

public sealed class PlaybackSpecs : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("playback").FullName;

    [Theory]
    [InlineData("plain")]
    [InlineData("gzip")]
    public async Task Every_message_of_a_file_is_sent_in_order_plain_or_gzip(string form)
    {
        var day = Day(3000);
        var file = form == "gzip" ? Gzip(day) : day;
        using var listener = new FeedListener();

        using var playback = listener.Play(file, "--rate", "20000");

        Assert.Equal(0, await listener.ListenUntilEnd(playback));
        Assert.Equal(MessagesOf(day), listener.Messages);
        Assert.Equal("3,000", playback.Statistics()["Messages Sent"]);
        Assert.Equal("1", playback.Statistics()["Laps Completed"]);
        Assert.True(Number(playback.Statistics()["Pacing Error/Samples"]) > 0);
    }

    [Fact]
    public async Task A_second_playback_is_another_session_to_a_receiver_that_is_still_there()
    {
        var day = Day(300);
        using var listener = new FeedListener();
        for (var run = 0; run < 2; run++)
        {
            using var playback = listener.Play(day, "--rate", "20000");
            Assert.Equal(0, await listener.ListenUntilEnd(playback));
        }

        Assert.Equal([.. MessagesOf(day), .. MessagesOf(day)], listener.Messages);
        Assert.Equal((600, 0, 0), (listener.Counts.Received, listener.Counts.Duplicates, listener.Counts.Lost));
    }

    [Theory]
    [InlineData("1500000")]
    [InlineData("333333.3")]
    [InlineData("7")]
    public async Task A_rate_is_not_exceeded(string rate)
    {
        using var listener = new FeedListener();
        using var playback = listener.Play(Day(3000), "--rate", rate, "--loop", "--seconds", "1");

        Assert.Equal(0, await playback.Exit());
        var achieved = Number(playback.Statistics()["Achieved Rate"].Split(' ')[0]);
        Assert.InRange(achieved, 0.001, double.Parse(rate, CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task Chaos_is_the_same_for_the_same_seed_and_withholds_packets_but_no_numbers()
    {
        var day = Day(3000);
        var runs = new List<Dictionary<string, string>>();
        foreach (var seed in new[] { "7", "7", "8" })
        {
            using var listener = new FeedListener();
            using var playback = listener.Play(day, "--speed", "0", "--chaos", "20%", "--seed", seed);
            Assert.Equal(0, await listener.ListenUntilEnd(playback));
            runs.Add(playback.Statistics());
            Assert.Equal("3,000", playback.Statistics()["Messages Sent"]);
            Assert.Equal(3000, listener.Counts.Total);
            Assert.Equal(Number(playback.Statistics()["Messages Withheld"]), listener.Counts.Lost);
        }

        foreach (var count in new[] { "Packets Withheld", "Packets Duplicated", "Packets Reordered", "Messages Withheld" })
            Assert.Equal(runs[0][count], runs[1][count]);
        Assert.NotEqual(
            runs[0].Where(count => count.Key.StartsWith("Packets ", StringComparison.Ordinal)),
            runs[2].Where(count => count.Key.StartsWith("Packets ", StringComparison.Ordinal))
        );
    }

    [Theory]
    [InlineData("loss=1%,duplicates=1%,reordering=1%,jitter=2ms")]
    [InlineData("5%")]
    public async Task With_chaos_received_recovered_and_lost_add_up_to_what_was_sent(string chaos)
    {
        using var listener = new FeedListener();
        using var engine = await EngineProcess.Start();
        using var algorithm = RunningProgram.Start(
            Programs.Algorithm,
            listener.Group,
            $"{listener.Port}",
            "127.0.0.1",
            $"{engine.Port}",
            "600"
        );
        await algorithm.Line("trading for");

        using var playback = listener.Play(Day(20_000), "--rate", "20000", "--chaos", chaos);
        Assert.Equal(0, await playback.Exit());
        await algorithm.Line("the market data session has ended");
        algorithm.Signal(RunningProgram.SigTerm);
        Assert.Equal(0, await algorithm.Exit());

        var (sent, got) = (playback.Statistics(), algorithm.Statistics());
        var (received, recovered, lost) = (
            Number(got["Market Data Received"]),
            Number(got["Market Data/Messages Recovered"]),
            Number(got["Market Data/Messages Lost"])
        );
        Assert.Equal(20_000, received + recovered + lost);
        Assert.Equal("20,000", sent["Messages Sent"]);
        Assert.True(recovered > 0, "nothing was recovered");
        Assert.True(Number(sent["Requests/Requests Served"]) > 0);
        if (lost == 0)
            Assert.Equal("0", got["Market Data/Unknown Orders"]);
    }

    [Fact]
    public async Task A_record_too_large_for_a_packet_is_refused_with_its_offset()
    {
        var file = Path.Combine(_folder, "large");
        using (var stream = File.Create(file))
            new BinaryFileWriter(stream).Write(new byte[2000]);
        using var playback = RunningProgram.Start(Programs.Playback, "--request-port", "0", file);

        Assert.Equal(1, await playback.Exit());
        Assert.Contains("large: the record at offset 0 is no ITCH 5.0 message: type 0x00 with 2000 bytes", playback.Errors);
    }

    [Theory]
    [InlineData("", "holds no messages")]
    [InlineData("0000", "holds no messages")]
    [InlineData("000C53000000", "offset 0 is cut short")]
    [InlineData("1F8B0800", "holds no messages")]
    public async Task A_file_that_is_no_ITCH_is_refused(string hex, string reason)
    {
        var file = Path.Combine(_folder, "broken");
        File.WriteAllBytes(file, Convert.FromHexString(hex));
        using var playback = RunningProgram.Start(Programs.Playback, "--request-port", "0", file);

        Assert.Equal(1, await playback.Exit());
        Assert.Contains(reason, playback.Errors, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("--chaos 1", "--chaos \"1\"")]
    [InlineData("--chaos loss=200%", "--chaos \"loss=200%\"")]
    [InlineData("--rate 0", "--rate \"0\"")]
    [InlineData("--seconds x", "--seconds \"x\"")]
    [InlineData("--address ff02::1", "--address \"ff02::1\" is no IPv4 address")]
    [InlineData("--interface ::1", "--interface \"::1\" is no IPv4 address")]
    [InlineData("--session ELEVEN-LONG", "--session \"ELEVEN-LONG\"")]
    public async Task A_wrong_argument_is_named_and_so_is_the_way_out(string arguments, string named)
    {
        using var playback = RunningProgram.Start(Programs.Playback, [.. arguments.Split(' '), Day(100)]);

        Assert.Equal(2, await playback.Exit());
        Assert.Contains(named, playback.Errors);
        Assert.Contains("usage: exchange_market_data_playback", playback.Errors);
    }

    [Fact]
    public async Task A_signal_ends_a_playback_that_loops_with_its_statistics()
    {
        using var listener = new FeedListener();
        using var playback = listener.Play(Day(100), "--loop");
        await playback.Line("playing");

        playback.Signal(RunningProgram.SigTerm);

        Assert.Equal(0, await playback.Exit());
        Assert.True(playback.Statistics().ContainsKey("Messages Sent"));
    }

    [Fact]
    public async Task The_generator_checks_a_file_and_names_its_faults()
    {
        var day = Day(1000);
        using var check = RunningProgram.Start(Programs.Generator, "--check", day);
        Assert.Equal(0, await check.Exit());
        Assert.Equal("1,000", check.Statistics()["Messages"]);
        Assert.Equal("OSQMEC", check.Statistics()["System Events"]);

        var broken = Path.Combine(_folder, "twice");
        File.WriteAllBytes(broken, [.. File.ReadAllBytes(day), .. File.ReadAllBytes(day)]);
        using var second = RunningProgram.Start(Programs.Generator, "--check", broken);
        Assert.Equal(1, await second.Exit());
        Assert.Contains("time falls from 20:05:00.000000000 to 03:00:00.000000000", second.Errors);
        Assert.Contains("system event O comes after C", second.Errors);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Day(int messages)
    {
        var path = Path.Combine(_folder, $"day-{messages}");
        using var stream = File.Create(path);
        var writer = new BinaryFileWriter(stream);
        MarketDayGenerator.Generate(1, messages, [Symbol.Parse("AAPL"), Symbol.Parse("MSFT")], 10_000, writer.Write);
        return path;
    }

    private static string Gzip(string file)
    {
        using var stream = File.Create(file + ".gz");
        using var gzip = new GZipStream(stream, CompressionLevel.Optimal);
        gzip.Write(File.ReadAllBytes(file));
        return file + ".gz";
    }

    private static List<string> MessagesOf(string file)
    {
        var messages = new List<string>();
        using var reader = ItchFileReader.Open(file);
        while (reader.MoveNext())
            messages.Add(Convert.ToHexString(reader.Current));
        return messages;
    }

    private static double Number(string text) => double.Parse(text, NumberStyles.Number, CultureInfo.InvariantCulture);
}
