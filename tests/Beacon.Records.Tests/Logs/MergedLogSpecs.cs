using System.IO.Compression;
using System.Text;
using Beacon.Plans;
using Beacon.Records.Layout;
using Beacon.Records.Logs;
using CsCheck;

namespace Beacon.Records.Tests.Logs;

public sealed class MergedLogSpecs : IDisposable
{
    private const OutputStream Out = OutputStream.Stdout;
    private const OutputStream Err = OutputStream.Stderr;

    private readonly ResultsFolder _records = new();
    private readonly string _record;

    public MergedLogSpecs() => _record = _records.New("20261123-184205-beacon-3f9c");

    public void Dispose() => _records.Dispose();

    [Fact]
    public void Lines_of_all_components_and_both_streams_are_merged_in_order_of_arrival()
    {
        Printed("a", (10, Out, "a1\n"), (30, Err, "a3\n"), (50, Out, "a5\na6\n"));
        Printed("b", (20, Err, "b2\n"), (40, Out, "b4\n"), (60, Out, "b7\n"));

        var lines = MergedLog.Read(_record, ["a", "b"]).ToList();
        Assert.Equal(["a1", "b2", "a3", "b4", "a5", "a6", "b7"], lines.Select(line => line.Text.Raw));
        Assert.Equal([10, 20, 30, 40, 50, 50, 60], lines.Select(line => line.Elapsed.TotalMilliseconds));
        Assert.Equal([Out, Err, Err, Out, Out, Out, Out], lines.Select(line => line.Stream));
        Assert.All(lines, line => Assert.True(line.IsTimeKnown));
    }

    [Fact]
    public void A_line_that_arrived_in_pieces_has_the_time_of_its_first_piece()
    {
        Printed("a", (10, Out, "whole\nin pi"), (20, Err, "between\n"), (30, Out, "ec"), (40, Out, "es\r\nnext"), (50, Out, "\n\nlast"));
        Assert.Equal(
            [(10, "whole"), (10, "in pieces"), (20, "between"), (40, "next"), (50, ""), (50, "last")],
            MergedLog.Read(_record, ["a"]).Select(line => ((int)line.Elapsed.TotalMilliseconds, line.Text.Raw))
        );
    }

    [Fact]
    public void A_line_continues_in_the_next_part_compressed_or_not()
    {
        Index("a", (10, Out, 6), (20, Out, 6), (30, Out, 6));
        Pack("logs/a.out.log.2.gz", "one\ntw");
        Write("logs/a.out.log.1", "o\nthre");
        Write("logs/a.out.log", "e\nfour");
        Assert.Equal(
            [(10, "one"), (10, "two"), (20, "three"), (30, "four")],
            MergedLog.Read(_record, ["a"]).Select(line => ((int)line.Elapsed.TotalMilliseconds, line.Text.Raw))
        );
    }

    [Fact]
    public void The_lines_that_remain_after_older_parts_were_deleted_keep_their_times()
    {
        Index("a", (10, Out, 100), (20, Out, 100), (30, Err, 4), (40, Out, 3));
        Write("logs/a.out.log", "half of the second\n40\n");
        Write("logs/a.err.log", "err\n");
        Assert.Equal(
            [(20, "half of the second"), (30, "err"), (40, "40")],
            MergedLog.Read(_record, ["a"]).Select(line => ((int)line.Elapsed.TotalMilliseconds, line.Text.Raw))
        );
    }

    [Fact]
    public void Lines_after_the_end_of_an_incomplete_index_have_its_last_time()
    {
        Printed("a", (10, Out, "a1\n"), (30, Out, "a3\n"));
        Printed("b", (20, Out, "b2\n"));
        Write("logs/a.out.log", "a1\na3\nlater\nand later\n");

        var lines = MergedLog.Read(_record, ["a", "b"]).ToList();
        Assert.Equal(["a1", "b2", "a3", "later", "and later"], lines.Select(line => line.Text.Raw));
        Assert.Equal([true, true, true, false, false], lines.Select(line => line.IsTimeKnown));
        Assert.Equal(30, lines[^1].Elapsed.TotalMilliseconds);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("beac")]
    [InlineData("something else")]
    public void Without_a_valid_index_every_line_is_read_without_a_time(string? index)
    {
        Write("logs/a.out.log", "one\ntwo\n");
        if (index is not null)
            Write("logs/a.index", index);
        Assert.Equal([("one", false), ("two", false)], MergedLog.Read(_record, ["a"]).Select(line => (line.Text.Raw, line.IsTimeKnown)));
    }

    [Theory]
    [InlineData(0, "one two split three four")]
    [InlineData(15, "two split three four")]
    [InlineData(25, "three four")]
    [InlineData(40, "four")]
    [InlineData(41, "")]
    public void Lines_that_began_before_the_requested_time_are_skipped(int from, string expected)
    {
        Index("a", (10, Out, 4), (20, Out, 6), (30, Out, 9), (40, Out, 5));
        Pack("logs/a.out.log.1.gz", "one\ntwo\nsp");
        Write("logs/a.out.log", "lit\nthree\nfour\n"[..^1] + "\n");
        Assert.Equal(
            expected,
            string.Join(' ', MergedLog.Read(_record, ["a"], TimeSpan.FromMilliseconds(from)).Select(line => line.Text.Raw))
        );
    }

    [Fact]
    public void Only_the_requested_stream_is_read()
    {
        Printed("a", (10, Out, "out\n"), (20, Err, "err\n"));
        Assert.Equal(["err"], MergedLog.Read(_record, ["a"], stream: Err).Select(line => line.Text.Raw));
    }

    [Fact]
    public void A_very_long_line_is_read_in_pieces_without_loss()
    {
        var endless = string.Concat(Enumerable.Range(0, 40_000).Select(number => $"{number:00000}"));
        Printed("a", (10, Out, "before\n"), (20, Out, endless), (30, Out, "\nafter\n"));

        var lines = MergedLog.Read(_record, ["a"]).Select(line => line.Text.Raw).ToList();
        Assert.Equal(("before", "after"), (lines[0], lines[^1]));
        Assert.Equal(endless, string.Concat(lines[1..^1]));
        Assert.All(lines, line => Assert.True(line.Length <= TimedLog.MaximumLineBytes));
    }

    [Fact]
    public void Lines_are_the_same_however_their_output_was_split()
    {
        Check.Sample(
            Gen.Select(Gen.String[Gen.Char["ab\n"], 0, 60], Gen.Int[1, 7].Array[60]),
            (text, cuts) =>
            {
                var (stretches, at) = (new List<(int, OutputStream, int)>(), 0);
                foreach (var cut in cuts.TakeWhile(_ => at < text.Length))
                {
                    stretches.Add((stretches.Count, Out, Math.Min(cut, text.Length - at)));
                    at += stretches[^1].Item3;
                }

                var name = $"c{Guid.NewGuid():N}";
                Index(name, [.. stretches]);
                Write($"logs/{name}.out.log", text);
                var expected = text.Split('\n');
                Assert.Equal(
                    expected[^1].Length == 0 ? expected[..^1] : expected,
                    MergedLog.Read(_record, [name]).Select(line => line.Text.Raw)
                );
            },
            iter: 200,
            threads: 1
        );
    }

    [Fact]
    public void A_logs_folder_that_is_a_link_is_not_followed()
    {
        Printed("a", (10, Out, "text\n"));
        Directory.Move(Path.Combine(_record, RecordLayout.LogsFolder), Path.Combine(_record, "aside"));
        Directory.CreateSymbolicLink(Path.Combine(_record, RecordLayout.LogsFolder), Path.Combine(_record, "aside"));

        Assert.Empty(MergedLog.Read(_record, ["a"]));
    }

    private void Printed(string component, params (int Milliseconds, OutputStream Stream, string Text)[] stretches)
    {
        Index(component, [.. stretches.Select(stretch => (stretch.Milliseconds, stretch.Stream, stretch.Text.Length))]);
        foreach (var stream in stretches.GroupBy(stretch => stretch.Stream))
            Write(RecordLayout.LogOf(component, stream.Key), string.Concat(stream.Select(stretch => stretch.Text)));
    }

    // The format of docs/record.md.
    private void Index(string component, params (int Milliseconds, OutputStream Stream, int Length)[] entries)
    {
        using var file = new BinaryWriter(File.Create(Path.Combine(_record, $"logs/{component}.index")));
        file.Write("beacon-1"u8);
        var last = 0L;
        foreach (var (milliseconds, stream, length) in entries)
        {
            file.Write7BitEncodedInt64((((milliseconds * 1000L) - last) << 1) | (long)stream);
            file.Write7BitEncodedInt64(length);
            last = milliseconds * 1000L;
        }
    }

    private void Write(string file, string text) => File.WriteAllText(Path.Combine(_record, file), text);

    private void Pack(string file, string text)
    {
        using var packed = new GZipStream(File.Create(Path.Combine(_record, file)), CompressionLevel.Fastest);
        packed.Write(Encoding.ASCII.GetBytes(text));
    }
}
