using System.Text;
using Beacon.Plans;
using Beacon.Records.Layout;
using Beacon.Records.Logs;

namespace Beacon.Records.Tests.Logs;

public sealed class FollowedLogsSpecs : IDisposable
{
    private const OutputStream Out = OutputStream.Stdout;

    private readonly ResultsFolder _records = new();
    private readonly string _record;

    public FollowedLogsSpecs() => _record = _records.New("20261123-184205-beacon-3f9c");

    public void Dispose() => _records.Dispose();

    [Fact]
    public void The_last_lines_are_the_last_of_all_logs_also_where_one_has_long_lines()
    {
        // The end of the long log that is read first has fewer lines than are wanted, the quiet log has enough of them, but earlier ones.
        Print("quiet", Enumerable.Range(0, 100).Select(number => (number, $"quiet {number}\n")));
        Print("long", Enumerable.Range(100, 100).Select(number => (number, $"long {number} {new string('x', 10_000)}\n")));
        using var logs = new FollowedLogs(_record, ["quiet", "long"], Out);
        var lines = logs.Past(new LogQuery { Tail = 50 }, isOver: true).Select(line => line.Elapsed.TotalMilliseconds);
        Assert.Equal(Enumerable.Range(150, 50).Select(number => (double)number), lines);
    }

    [Fact]
    public void What_comes_before_and_after_a_line_is_read_by_its_place()
    {
        Print("a", Enumerable.Range(0, 10_000).Select(number => (number / 5000, $"{number}\n")));
        using var logs = new FollowedLogs(_record, ["a"], Out);
        var line = logs.Past(new LogQuery { Matches = line => line.Text.Raw == "7000" }, isOver: true).Single();
        var log = new LogStream("a", Out);
        var before = new LogQuery { Tail = 2, Before = new LogQuery().Before.Add(log, line.Begin) };
        var after = new LogQuery { After = new LogQuery().After.Add(log, line.End) };
        Assert.Equal(["6998", "6999"], logs.Past(before, isOver: true).Select(each => each.Text.Raw));
        Assert.Equal(["7001", "7002"], logs.Past(after, isOver: true).Take(2).Select(each => each.Text.Raw));
    }

    [Fact]
    public void Lines_of_a_growing_log_have_the_places_that_they_are_found_at_later()
    {
        Print("a", [(1, "one\n"), (2, "tw")]);
        using var logs = new FollowedLogs(_record, ["a"], Out);
        Assert.Equal(["one"], logs.Past(new LogQuery(), isOver: false).Select(line => line.Text.Raw));
        Append("a", "o\r\nthree\nfo");
        var next = logs.Next(TimeSpan.FromSeconds(1)).ToList();
        Append("a", "ur");
        Assert.Empty(logs.Next(TimeSpan.FromSeconds(1)));
        next.AddRange(logs.Rest(TimeSpan.FromSeconds(1)));
        Assert.Equal([("two", 4L, 9L), ("three", 9L, 15L), ("four", 15L, 15L)], next.Select(line => (line.Text.Raw, line.Begin, line.End)));
        Assert.Equal(
            next.Select(line => (line.Text.Raw, line.Begin, line.End)),
            logs.Past(new LogQuery(), isOver: true).Skip(1).Select(line => (line.Text.Raw, line.Begin, line.End))
        );
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1000)]
    [InlineData(100_000)]
    public void Skipping_ahead_counts_each_line_that_is_left_out_over_all_parts(int bytes)
    {
        Print("a", [(1, "begin\n")]);
        using var logs = new FollowedLogs(_record, ["a"], Out);
        Assert.Single(logs.Past(new LogQuery(), isOver: false));
        Append("a", Numbers(0, 50_000));
        var log = Path.Combine(_record, RecordLayout.LogOf("a", Out));
        File.Move(log, log + ".1");
        Append("a", Numbers(50_000, 50_000));

        var skipped = logs.SkipAhead(bytes);
        var lines = logs.Next(default).Select(line => line.Text.Raw).ToList();
        Assert.InRange(lines.Sum(line => line.Length + 1), 0, bytes);
        Assert.Equal((100_000L, 0L), (skipped.Lines + lines.Count, skipped.Bytes));
        Append("a", "last\n");
        Assert.True(logs.SkipAhead(1000).IsNothing);
        Assert.Equal("last", logs.Next(default).Single().Text.Raw);
    }

    [Fact]
    public void Of_a_flood_only_the_end_is_read_and_the_rest_is_said_in_bytes()
    {
        Print("a", [(1, "begin\n")]);
        using var logs = new FollowedLogs(_record, ["a"], Out);
        Assert.Single(logs.Past(new LogQuery(), isOver: false));
        var log = Path.Combine(_record, RecordLayout.LogOf("a", Out));
        var flood = Numbers(1_000_000, 2_000_000);
        Append("a", flood);
        File.Move(log, log + ".1");
        Append("a", Numbers(3_000_000, 1_000_000));

        const int LineBytes = 8;
        const int Wanted = 200_000;
        const long CountedBytes = (8 * 1024 * 1024) + Wanted;
        var skipped = logs.SkipAhead(Wanted);
        var lines = logs.Next(default).Select(line => line.Text.Raw).ToList();
        Assert.Equal((3_000_000L * LineBytes) - CountedBytes, skipped.Bytes);
        Assert.Equal(CountedBytes / LineBytes, skipped.Lines + lines.Count);
        Assert.Equal("3999999", lines[^1]);
        Assert.Equal(Enumerable.Range(4_000_000 - lines.Count, lines.Count).Select(number => $"{number}"), lines);
        Append("a", "last\n");
        Assert.True(logs.SkipAhead(1000).IsNothing);
        Assert.Equal("last", logs.Next(default).Single().Text.Raw);
    }

    [Fact]
    public void A_line_that_is_skipped_within_is_left_out_and_counted_once()
    {
        Print("a", [(1, "begin\n")]);
        using var logs = new FollowedLogs(_record, ["a"], Out);
        Assert.Single(logs.Past(new LogQuery(), isOver: false));
        Append("a", new string('x', 200_000));
        Assert.Equal(new SkippedOutput(1, 0), logs.SkipAhead(1000));
        Assert.Empty(logs.Next(default));
        Append("a", new string('x', 200_000));
        Assert.True(logs.SkipAhead(1000).IsNothing);
        Append("a", "\nnext\n");
        Assert.Equal(["next"], logs.Next(default).Select(line => line.Text.Raw));
    }

    private static string Numbers(int first, int count) => string.Concat(Enumerable.Range(first, count).Select(number => $"{number}\n"));

    private void Append(string component, string text) =>
        File.AppendAllText(Path.Combine(_record, RecordLayout.LogOf(component, Out)), text);

    private void Print(string component, IEnumerable<(int Milliseconds, string Text)> spans)
    {
        using var index = new BinaryWriter(File.Create(Path.Combine(_record, RecordLayout.ArrivalIndexOf(component))));
        index.Write("beacon-1"u8);
        var (last, text) = (0L, new StringBuilder());
        foreach (var (milliseconds, printed) in spans)
        {
            index.Write7BitEncodedInt64(((milliseconds * 1000L) - last) << 1);
            index.Write7BitEncodedInt64(printed.Length);
            last = milliseconds * 1000L;
            text.Append(printed);
        }

        Append(component, text.ToString());
    }
}
