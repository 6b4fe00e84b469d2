using System.Text.Json;
using static Beacon.Dashboard.Tests.Logs.LogRecord;

namespace Beacon.Dashboard.Tests.Logs;

public sealed class LogLineSpecs : IAsyncLifetime
{
    private ServedDashboard _dashboard = null!;
    private LogRecord _record = null!;

    public async Task InitializeAsync()
    {
        _dashboard = await ServedDashboard.StartAsync();
        _record = new LogRecord(_dashboard.Results, "a", "b");
        _record.Printed("a", (10, Out, "a1\n"), (30, Err, "a3\n"), (50, Out, "a5\n"));
        _record.Printed("b", (20, Err, "b2\n"), (40, Out, "b4\n"));
    }

    public async Task DisposeAsync() => await _dashboard.DisposeAsync();

    [Fact]
    public async Task Lines_of_all_components_are_JSON_lines_in_order_of_arrival()
    {
        using var answer = await _dashboard.Client.GetAsync($"/api/v1/runs/{Id}/logs");
        Assert.Equal("application/x-ndjson", answer.Content.Headers.ContentType?.MediaType);

        var lines = await _dashboard.LinesAsync("");
        Assert.Equal(["a1", "b2", "a3", "b4", "a5"], lines.Select(line => line.Text()));
        Assert.Equal([10m, 20, 30, 40, 50], lines.Select(line => line.GetProperty("elapsedMs").GetDecimal()));
        Assert.Equal(["a", "b", "a", "b", "a"], lines.Select(line => line.GetProperty("component").GetString()));
        Assert.Equal(["out", "err", "err", "out", "out"], lines.Select(line => line.GetProperty("stream").GetString()));
    }

    [Theory]
    [InlineData("component=b", "b2 b4")]
    [InlineData("component=b&component=a", "a1 b2 a3 b4 a5")]
    [InlineData("stream=err", "b2 a3")]
    [InlineData("stream=out&component=a", "a1 a5")]
    [InlineData("from=0.03", "a3 b4 a5")]
    [InlineData("to=0.03", "a1 b2 a3")]
    [InlineData("from=0.0200&to=.04", "b2 a3 b4")]
    [InlineData("tail=2", "b4 a5")]
    [InlineData("tail=0", "")]
    [InlineData("tail=100", "a1 b2 a3 b4 a5")]
    [InlineData("tail=1&to=0.02", "b2")]
    [InlineData("limit=2", "a1 b2")]
    [InlineData("limit=1&from=0.03", "a3")]
    [InlineData("grep=[24]", "b2 b4")]
    [InlineData("grep=(%3Fi)A", "a1 a3 a5")]
    [InlineData("grep=a&tail=1", "a5")]
    [InlineData("grep=none", "")]
    [InlineData("grep=&stream=&from=&tail=&follow=false", "a1 b2 a3 b4 a5")]
    [InlineData("before=a.out:3&component=a&stream=out", "a1")]
    [InlineData("after=a.out:3", "b2 a3 b4 a5")]
    [InlineData("after=a.out:6&after=b.err:3&before=b.out:0", "a3")]
    public async Task A_request_gets_the_lines_that_it_asks_for(string query, string expected) =>
        Assert.Equal(expected, await _dashboard.TextAsync(query));

    [Fact]
    public async Task Pages_of_lines_that_arrived_together_lose_and_repeat_nothing()
    {
        _record.Printed("a", (10, Out, string.Concat(Enumerable.Range(0, 100).Select(number => $"{number}\n"))));
        _record.Printed("b", (10, Out, string.Concat(Enumerable.Range(100, 100).Select(number => $"{number}\n"))));
        var seen = new List<JsonElement>();
        for (var query = "stream=out&tail=30"; ; )
        {
            var page = await _dashboard.LinesAsync(query);
            seen.InsertRange(0, page);
            if (page.Count == 0)
                break;
            var places = seen.GroupBy(line => $"{line.GetProperty("component")}.out")
                .Select(log => $"&before={log.Key}:{log.First().GetProperty("begin")}");
            query = $"stream=out&tail=30{string.Concat(places)}";
        }

        Assert.Equal(Enumerable.Range(0, 200).Select(number => $"{number}"), seen.Select(line => line.Text()));
    }

    [Fact]
    public async Task Rotated_and_compressed_parts_are_read_with_the_others()
    {
        _record.Printed("a", (10, Out, "one\ntwo\nthr"), (20, Out, "ee\nfour\n"));
        File.WriteAllText(_record.PathOf("logs/a.out.log"), "one\ntwo\nthr");
        _record.Rotate("a", Out);
        _record.Append("a", Out, "ee\nfour\n");
        Assert.Equal("one two three four", await _dashboard.TextAsync("component=a&stream=out"));
        Assert.Equal("three", await _dashboard.TextAsync("component=a&stream=out&grep=ee"));
    }

    [Fact]
    public async Task The_text_is_as_printed_for_scripts_and_safe_for_the_page()
    {
        _record.Printed("a", (10, Out, "\e[1;31mred\e[0m \e]0;title\a<script>alert(1)</script>\e[2J\b\u202E\n"));
        Assert.Equal(
            "\e[1;31mred\e[0m \e]0;title\a<script>alert(1)</script>\e[2J\b\u202E",
            (await _dashboard.LinesAsync("component=a&stream=out")).Single().Text()
        );

        var line = (await _dashboard.PageAsync("component=a&stream=out")).Single();
        Assert.Equal("red <script>alert(1)</script>\uFFFD", line.Text());
        Assert.Equal("[[3,\"bold f1\",null,null],[27,\"\",null,null]]", line.GetProperty("runs").GetRawText());
    }

    [Fact]
    public async Task The_page_gets_the_beginning_of_a_very_long_line()
    {
        _record.Printed("a", (10, Out, new string('x', 5000) + "\n"));
        var line = (await _dashboard.PageAsync("component=a&stream=out")).Single();
        Assert.Equal((4000, 1000), (line.Text().Length, line.GetProperty("more").GetInt32()));
    }

    [Fact]
    public async Task A_line_without_its_end_is_shown_of_a_run_that_has_ended()
    {
        _record.Append("a", Out, "half");
        Assert.Equal("half", (await _dashboard.PageAsync("component=a&tail=1")).Single().Text());
        _record.Begin();
        Assert.Equal("a5", (await _dashboard.PageAsync("component=a&tail=1")).Single().Text());
        _record.End();
    }

    [Fact]
    public async Task The_page_learns_the_components_of_the_plan_and_whether_the_run_lasts()
    {
        var address = $"/pages/runs/{Id}/logs/facts";
        const string Facts = "{\"components\":[\"a\",\"b\"],\"startedAt\":\"2026-11-23T18:42:05.123Z\",\"isLiving\":";
        Assert.Equal(Facts + "false}", await _dashboard.Client.GetStringAsync(address));
        _record.Begin();
        Assert.Equal(Facts + "true}", await _dashboard.Client.GetStringAsync(address));
        _record.End();
    }
}
