using System.Text.Json;
using static Beacon.Dashboard.Tests.Logs.LogRecord;

namespace Beacon.Dashboard.Tests.Logs;

public sealed class LogFollowSpecs : IAsyncLifetime
{
    private ServedDashboard _dashboard = null!;
    private LogRecord _record = null!;

    public async Task InitializeAsync()
    {
        _dashboard = await ServedDashboard.StartAsync();
        _record = new LogRecord(_dashboard.Results, "a", "b");
        _record.Printed("a", (10, Out, "a1\na2\n"));
        _record.Begin();
    }

    public async Task DisposeAsync() => await _dashboard.DisposeAsync();

    [Fact]
    public async Task Lines_come_as_they_are_printed_until_the_run_ends()
    {
        await using var events = _dashboard.FollowAsync("tail=1").GetAsyncEnumerator();
        Assert.Equal("begin", (await NextAsync(events)).Kind);
        Assert.Equal(["a2"], TextsOf(await NextAsync(events)));

        _record.Append("b", Err, "b1\n");
        Assert.Equal(["b1"], TextsOf(await NextAsync(events)));
        _record.Append("a", Out, "a3\nunfinished");
        Assert.Equal(["a3"], TextsOf(await NextAsync(events)));
        _record.End();
        Assert.Equal(["unfinished"], TextsOf(await NextAsync(events)));
        var (kind, data) = await NextAsync(events);
        Assert.Equal(("end", "{\"hasLost\":false}"), (kind, data.GetRawText()));
        Assert.False(await events.MoveNextAsync());
    }

    [Fact]
    public async Task Of_a_run_that_has_ended_the_stream_is_what_was_printed_and_its_end()
    {
        _record.End();
        var kinds = new List<string>();
        await foreach (var (kind, data) in _dashboard.FollowAsync("component=a&grep=2"))
        {
            kinds.Add(kind);
            if (kind == "lines")
                Assert.Equal(["a2"], TextsOf((kind, data)));
        }

        Assert.Equal(["begin", "lines", "end"], kinds);
    }

    [Fact]
    public async Task Only_matching_lines_of_the_wanted_stream_come()
    {
        await using var events = _dashboard.FollowAsync("tail=0&stream=out&grep=yes").GetAsyncEnumerator();
        await NextAsync(events);
        Assert.Empty(TextsOf(await NextAsync(events)));
        _record.Append("a", Err, "yes on the other stream\n");
        _record.Append("a", Out, "no\n");
        _record.Append("a", Out, "yes\n");
        Assert.Equal(["yes"], TextsOf(await NextAsync(events)));
        _record.End();
    }

    [Fact]
    public async Task Lines_go_on_in_the_next_part_when_the_log_is_rotated()
    {
        await using var events = _dashboard.FollowAsync("component=a&stream=out").GetAsyncEnumerator();
        await NextAsync(events);
        Assert.Equal(["a1", "a2"], TextsOf(await NextAsync(events)));
        var log = _record.PathOf("logs/a.out.log");
        File.Move(log, log + ".1");
        _record.Append("a", Out, "a3\n");
        Assert.Equal(["a3"], TextsOf(await NextAsync(events)));
        _record.End();
    }

    [Fact]
    public async Task A_flood_is_skipped_but_for_its_latest_lines_and_every_line_is_counted()
    {
        await using var events = _dashboard.FollowAsync("component=a&tail=0").GetAsyncEnumerator();
        await NextAsync(events);
        await NextAsync(events);
        const int Lines = 300_000;
        _record.Append(
            "a",
            Out,
            string.Concat(Enumerable.Range(1, Lines).Select(number => $"a line of a program that prints far too much {number:000000}\n"))
        );

        // What is not even read is said in bytes, which may end within a line.
        const int MostJumps = 20;
        const int LineBytes = 52;
        var (shown, skipped, bytes, last) = (0L, 0L, 0L, "");
        while (!last.EndsWith($" {Lines}", StringComparison.Ordinal))
        {
            var (_, data) = await NextAsync(events);
            var texts = TextsOf(("lines", data));
            Assert.InRange(texts.Count, 0, 500);
            shown += texts.Count;
            skipped += data.GetProperty("skipped").GetInt64();
            bytes += data.TryGetProperty("skippedBytes", out var unread) ? unread.GetInt64() : 0;
            last = texts.LastOrDefault(last);
        }

        Assert.InRange(shown + skipped + (bytes / LineBytes), Lines - MostJumps, Lines + MostJumps);
        Assert.InRange(skipped + (bytes / LineBytes), Lines / 2, Lines);
        _record.End();
    }

    [Fact]
    public async Task A_pattern_that_takes_too_long_ends_the_stream_with_the_reason()
    {
        await using var events = _dashboard.FollowAsync("tail=0&grep=" + Uri.EscapeDataString("(?=(a+)+$)(a+)+b")).GetAsyncEnumerator();
        await NextAsync(events);
        await NextAsync(events);
        _record.Append("a", Out, new string('a', 60_000) + "\n");
        var (kind, data) = await NextAsync(events);
        Assert.Equal(("problem", "bad_call"), (kind, data.GetProperty("kind").GetString()));
        Assert.False(await events.MoveNextAsync());
        _record.End();
    }

    private static async Task<(string Kind, JsonElement Data)> NextAsync(IAsyncEnumerator<(string Kind, JsonElement Data)> events)
    {
        Assert.True(await events.MoveNextAsync(), "the stream has ended");
        return events.Current;
    }

    private static List<string> TextsOf((string Kind, JsonElement Data) update)
    {
        Assert.Equal("lines", update.Kind);
        return [.. update.Data.GetProperty("lines").EnumerateArray().Select(line => line.Text())];
    }
}
