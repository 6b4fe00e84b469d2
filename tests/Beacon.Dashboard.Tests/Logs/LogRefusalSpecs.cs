using System.Net;
using System.Text.Json;
using static Beacon.Dashboard.Tests.Logs.LogRecord;

namespace Beacon.Dashboard.Tests.Logs;

public sealed class LogRefusalSpecs : IAsyncLifetime
{
    private ServedDashboard _dashboard = null!;
    private LogRecord _record = null!;

    public async Task InitializeAsync()
    {
        _dashboard = await ServedDashboard.StartAsync();
        _record = new LogRecord(_dashboard.Results, "engine", "b");
        _record.Printed("engine", (10, Out, "text\n"));
    }

    public async Task DisposeAsync() => await _dashboard.DisposeAsync();

    [Theory]
    [InlineData("stream=both", "stream=\"both\": write out or err, or leave it out for both")]
    [InlineData("from=-1", "from=\"-1\": write seconds since the start of the run: 12.5")]
    [InlineData("from=NaN", "from=\"NaN\": write seconds since the start of the run: 12.5")]
    [InlineData("to=1e99", "to=\"1e99\": write seconds since the start of the run: 12.5")]
    [InlineData("to=9999999999", "to=\"9999999999\": write seconds since the start of the run: 12.5")]
    [InlineData("tail=-1", "tail=\"-1\": write a number of lines from 0 to 10000")]
    [InlineData("tail=10001", "tail=\"10001\": write a number of lines from 0 to 10000")]
    [InlineData("limit=x", "limit=\"x\": write a number of lines from 0 to 2147483647")]
    [InlineData("limit=1&tail=1", "limit does not go with tail or follow; leave one of them out")]
    [InlineData("follow=maybe", "follow=\"maybe\": write true or false")]
    [InlineData("download=true", "download=true needs one component and a stream: component=NAME&stream=out")]
    [InlineData("download=true&component=engine", "download=true needs one component and a stream: component=NAME&stream=out")]
    [InlineData("before=engine", "before=\"engine\": write NAME.out:BYTES or NAME.err:BYTES, with the begin or the end of a line")]
    [InlineData(
        "after=engine.log:1",
        "after=\"engine.log:1\": write NAME.out:BYTES or NAME.err:BYTES, with the begin or the end of a line"
    )]
    [InlineData(
        "after=engine.out:-1",
        "after=\"engine.out:-1\": write NAME.out:BYTES or NAME.err:BYTES, with the begin or the end of a line"
    )]
    public async Task A_bad_value_is_named_with_the_way_out(string query, string message) =>
        Assert.Equal((HttpStatusCode.BadRequest, "bad_call", message), await _dashboard.RefusalAsync(query));

    [Fact]
    public async Task A_bad_pattern_is_named_with_what_is_wrong_with_it()
    {
        var (status, kind, message) = await _dashboard.RefusalAsync("grep=" + Uri.EscapeDataString("a(\e[2J"));
        Assert.Equal((HttpStatusCode.BadRequest, "bad_call"), (status, kind));
        Assert.StartsWith("grep=\"a(\": it is not a regular expression: ", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pattern_that_takes_too_long_on_a_line_is_refused()
    {
        _record.Printed("engine", (10, Out, new string('a', 60_000) + "\n"));
        var (status, kind, message) = await _dashboard.RefusalAsync("grep=" + Uri.EscapeDataString("(?=(a+)+$)(a+)+b"));
        Assert.Equal((HttpStatusCode.BadRequest, "bad_call"), (status, kind));
        Assert.EndsWith("\": it takes more than 100ms on one line; simplify it", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pattern_that_takes_too_long_on_a_later_line_ends_the_answer_with_the_reason()
    {
        _record.Printed("engine", (10, Out, "aab\n" + new string('a', 60_000) + "\n"));
        var lines = await _dashboard.LinesAsync("grep=" + Uri.EscapeDataString("(?=(a+)+)(a+)+b"));
        Assert.Equal("aab", lines[0].Text());
        Assert.Equal("bad_call", lines[^1].GetProperty("kind").GetString());
    }

    [Theory]
    [InlineData("engin", "the run has no component \"engin\"; leave it out for all of them; did you mean \"engine\"?")]
    [InlineData("../../secret", "the run has no component \"../../secret\"; leave it out for all of them")]
    [InlineData("engine.out.log", "the run has no component \"engine.out.log\"; leave it out for all of them")]
    [InlineData("/etc/passwd", "the run has no component \"/etc/passwd\"; leave it out for all of them")]
    [InlineData("", "the run has no component \"\"; leave it out for all of them")]
    [InlineData("none\0", "the run has no component \"none\uFFFD\"; leave it out for all of them")]
    public async Task A_name_that_is_no_component_leads_nowhere(string name, string message)
    {
        foreach (var query in new[] { "", "&download=true&stream=out", "&follow=true" })
            Assert.Equal(
                (HttpStatusCode.NotFound, "no_such_component", message),
                await _dashboard.RefusalAsync($"component={Uri.EscapeDataString(name)}{query}")
            );
    }

    [Fact]
    public async Task A_log_that_is_a_link_is_not_followed()
    {
        var secret = Path.Combine(_dashboard.Results, "secret");
        File.WriteAllText(secret, "secret\n");
        File.CreateSymbolicLink(_record.PathOf("logs/b.out.log"), secret);
        Assert.Empty(await _dashboard.LinesAsync("component=b"));
        Assert.Equal("", await _dashboard.Client.GetStringAsync($"/api/v1/runs/{Id}/logs?component=b&stream=out&download=true"));
    }

    [Theory]
    [InlineData("/api/v1/runs/none/logs")]
    [InlineData("/api/v1/runs/..%2F..%2Fetc/logs")]
    [InlineData("/pages/runs/none/logs")]
    [InlineData("/pages/runs/none/logs/facts")]
    public async Task A_run_that_does_not_exist_is_not_found(string address)
    {
        using var answer = await _dashboard.Client.GetAsync(address);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("no_such_run", JsonElement.Parse(await answer.Content.ReadAsStringAsync()).GetProperty("kind").GetString());
    }

    [Theory]
    [InlineData("/api/v1/runs/{0}/logs")]
    [InlineData("/pages/runs/{0}/logs")]
    public async Task Logs_need_the_token(string address)
    {
        using var stranger = new HttpClient { BaseAddress = _dashboard.Address };
        using var answer = await stranger.GetAsync(string.Format(null, address, Id));
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }
}
