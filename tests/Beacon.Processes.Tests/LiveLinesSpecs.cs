using System.Globalization;
using System.Text;
using Beacon.Plans;
using Beacon.Processes.Capturing;

namespace Beacon.Processes.Tests;

public class LiveLinesSpecs
{
    private const int LinesThatFit = LiveLines.MaximumBytes / 10;

    private readonly LiveLines _live = new();

    [Theory]
    [InlineData(0, LiveLines.MaximumLines * 7 / 8, LiveLines.MaximumLines)]
    [InlineData(1000, (LiveLines.MaximumBytes / 1010) - 1, LiveLines.MaximumBytes / 1010)]
    public void A_slow_receiver_gets_the_newest_lines_and_the_count_of_the_skipped_ones(int moreBytes, int leastTaken, int mostTaken)
    {
        const int Lines = 3 * LiveLines.MaximumLines;
        var more = new string('.', moreBytes);
        for (var line = 1; line <= Lines; line++)
            _live.Append(OutputStream.Stdout, Encoding.UTF8.GetBytes($"{Text(line)}{more}\n"));

        var (taken, skipped) = TakeAll();

        Assert.Equal(Lines, taken.Count + skipped);
        Assert.InRange(taken.Count, leastTaken, mostTaken);
        Assert.Equal(
            Enumerable.Range(Lines - taken.Count + 1, taken.Count).Select(line => Text(line) + more),
            taken.Select(line => line.Text)
        );
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(4099)]
    [InlineData(LiveLines.MaximumBytes - 3)]
    [InlineData(2 * LiveLines.MaximumBytes + 3)]
    public void Every_line_is_either_delivered_whole_or_counted_as_skipped_whatever_the_chunks(int chunkBytes)
    {
        var lines = chunkBytes == 1 ? LinesThatFit + 1000 : 5 * LinesThatFit;
        var bytes = Enumerable.Range(1, lines).SelectMany(line => Numbered(line)).ToArray();
        var told = new List<string>();
        var skippedInAll = 0L;
        var chunks = 0;
        foreach (var chunk in bytes.Chunk(chunkBytes))
        {
            _live.Append(OutputStream.Stdout, chunk);
            if (++chunks % 3 != 0)
                continue;
            told.AddRange(_live.Take(100, out var skipped).Select(line => line.Text));
            skippedInAll += skipped;
        }

        var (rest, last) = TakeAll();
        told.AddRange(rest.Select(line => line.Text));

        Assert.Equal(lines, told.Count + skippedInAll + last);
        Assert.Equal(told.Order(StringComparer.Ordinal), told);
        Assert.All(told, text => Assert.Equal(9, text.Length));
        Assert.Equal(Text(lines), told[^1]);
    }

    [Fact]
    public void Lines_of_both_streams_are_delivered_in_the_order_of_reading_and_never_mix()
    {
        _live.Append(OutputStream.Stdout, "out 1\nout"u8);
        _live.Append(OutputStream.Stderr, "err 1\nerr 2\n"u8);
        _live.Append(OutputStream.Stdout, " 2\n"u8);
        _live.Append(OutputStream.Stderr, "err 3"u8);

        var (taken, _) = TakeAll();
        _live.Complete(OutputStream.Stderr);

        Assert.Equal(["out 1", "err 1", "err 2", "out 2"], taken.Select(line => line.Text));
        Assert.Equal([new OutputLine(OutputStream.Stderr, "err 3")], TakeAll().Lines);
    }

    [Fact]
    public void A_line_is_cut_for_display_and_invalid_UTF8_is_replaced()
    {
        _live.Append(OutputStream.Stdout, [.. "a"u8, 0xFF, .. "b\n"u8, .. new byte[10_000], (byte)'\n']);

        var (taken, _) = TakeAll();

        Assert.Equal("a\uFFFDb", taken[0].Text);
        Assert.Equal(4096, taken[1].Text.Length);
    }

    [Fact]
    public void Progress_lines_end_at_a_carriage_return()
    {
        _live.Append(OutputStream.Stdout, "10%\r20%\rdone\r\nnext\n"u8);

        Assert.Equal(["10%", "20%", "done", "next"], TakeAll().Lines.Select(line => line.Text));
    }

    private static string Text(int line) => line.ToString("D9", CultureInfo.InvariantCulture);

    private static byte[] Numbered(int line) => Encoding.ASCII.GetBytes(Text(line) + "\n");

    private (List<OutputLine> Lines, long Skipped) TakeAll()
    {
        var lines = new List<OutputLine>();
        var skippedInAll = 0L;
        while (_live.HasLines)
        {
            lines.AddRange(_live.Take(1000, out var skipped));
            skippedInAll += skipped;
        }

        // What a stream left unfinished is told once it is complete.
        lines.AddRange(_live.Take(1000, out _));
        return (lines, skippedInAll);
    }
}
