namespace Beacon.Dashboard.Tests.Guarding;

/// <summary>Requests of a wrong kind, size, pace or number.</summary>
public sealed class RequestFormSpecs : IAsyncLifetime
{
    private const string Stop = "/api/v1/runs/x/stop";

    private ServedDashboard _dashboard = null!;

    public async Task InitializeAsync() => _dashboard = await ServedDashboard.StartAsync();

    public async Task DisposeAsync() => await _dashboard.DisposeAsync();

    [Theory]
    [InlineData("GET")]
    [InlineData("HEAD")]
    public async Task An_order_is_given_by_POST_only(string method)
    {
        var answer = await RawHttp.SendTrustedAsync(_dashboard, $"{method} {Stop} HTTP/1.1");
        Assert.Equal(405, answer.Status);
        Assert.Equal("POST", answer.Header("Allow"));
    }

    [Theory]
    [InlineData("application/x-www-form-urlencoded", "signal=SIGKILL")]
    [InlineData("multipart/form-data; boundary=b", "--b--")]
    [InlineData("text/plain", "{}")]
    [InlineData("text/plain; x=application/json", "{}")]
    [InlineData("application/json-seq", "{}")]
    [InlineData(null, "{}")]
    [InlineData(null, "")]
    public async Task A_body_that_a_form_of_another_site_could_send_is_refused(string? type, string body)
    {
        var answer = await PostAsync(Stop, body, type);
        Assert.Equal((415, "not_json"), (answer.Status, answer.Kind));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"SIGKILL\"")]
    [InlineData("{\"signal\":{}}")]
    [InlineData("{\"signal\":\"\\ud800\"}")]
    public async Task JSON_that_is_no_order_is_refused(string body)
    {
        var answer = await PostAsync("/api/v1/runs/x/components/a/signal", body);
        Assert.Equal((400, "bad_request"), (answer.Status, answer.Kind));
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_refused_before_it_is_read()
    {
        var answer = await RawHttp.SendTrustedAsync(
            _dashboard,
            $"POST {Stop} HTTP/1.1",
            "Content-Type: application/json",
            "Content-Length: 1000000000"
        );
        Assert.Equal((413, "too_large"), (answer.Status, answer.Kind));
    }

    [Fact]
    public async Task A_body_that_turns_out_too_large_is_refused()
    {
        using var connection = await RawHttp.ConnectAsync(_dashboard);
        var chunk = $"1000\r\n{new string(' ', 4096)}\r\n";
        await connection.WriteAsync(
            $"POST {Stop} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {_dashboard.Token}\r\nContent-Type: application/json\r\n"
                + $"Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n{chunk}{chunk}{chunk}{chunk}{chunk}"
        );
        Assert.Equal((413, "too_large"), await connection.ReadAnswerAsync() is var answer ? (answer.Status, answer.Kind) : default);
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: LONG\r\n\r\n", 431)]
    [InlineData("GET /LONG HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", 414)]
    public async Task A_head_that_is_too_large_is_refused(string request, int status)
    {
        using var connection = await RawHttp.ConnectAsync(_dashboard);
        await connection.WriteAsync(request.Replace("LONG", new string('x', 17_000)));
        Assert.Equal(status, (await connection.ReadAnswerAsync()).Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: ")]
    public async Task Who_does_not_finish_the_headers_is_hung_up_on(string sent)
    {
        var limits = new DashboardLimits { HeadersWithin = TimeSpan.FromMilliseconds(50), IdleFor = TimeSpan.FromMilliseconds(50) };
        await using var dashboard = await ServedDashboard.StartAsync(limits: limits);
        using var connection = await RawHttp.ConnectAsync(dashboard);
        await connection.WriteAsync(sent);
        Assert.Equal(sent == "" ? 0 : 408, (await connection.ReadAnswerAsync()).Status);
    }

    [Fact]
    public async Task More_connections_than_the_limit_are_closed_and_those_before_still_served()
    {
        await using var dashboard = await ServedDashboard.StartAsync(limits: new DashboardLimits { Connections = 2 });
        using var first = await RawHttp.ConnectAsync(dashboard);
        using var second = await RawHttp.ConnectAsync(dashboard);
        using var third = await RawHttp.ConnectAsync(dashboard);
        Assert.Equal(0, (await third.ReadAnswerAsync()).Status);
        foreach (var connection in (RawHttp[])[first, second])
        {
            await connection.WriteAsync("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");
            Assert.Equal(200, (await connection.ReadAnswerAsync()).Status);
        }
    }

    [Theory]
    [InlineData("Upgrade: websocket", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==")]
    [InlineData("Upgrade: h2c", "HTTP2-Settings: AAMAAABkAAQAAP__")]
    public async Task An_upgrade_is_refused(params string[] headers)
    {
        foreach (var address in (string[])["/", "/api/v1/runs"])
        {
            var answer = await RawHttp.SendTrustedAsync(_dashboard, $"GET {address} HTTP/1.1", headers);
            Assert.Equal((400, "no_upgrade"), (answer.Status, answer.Kind));
        }
    }

    [Fact]
    public async Task HTTP_1_0_is_answered_if_it_names_the_host_and_refused_otherwise()
    {
        Assert.Equal(200, (await RawHttp.SendTrustedAsync(_dashboard, "GET /api/v1/runs HTTP/1.0")).Status);
        Assert.Equal(421, (await RawHttp.SendAsync(_dashboard, "GET / HTTP/1.0")).Status);
    }

    [Theory]
    [InlineData("GET http://evil.example/ HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")]
    [InlineData("GET http://evil.example/ HTTP/1.1\r\nHost: evil.example\r\n\r\n")]
    [InlineData("GET http://127.0.0.1@evil.example/ HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")]
    [InlineData("CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example:443\r\n\r\n")]
    [InlineData("CONNECT 127.0.0.1:22 HTTP/1.1\r\nHost: 127.0.0.1:22\r\n\r\n")]
    [InlineData("TRACE / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")]
    [InlineData("OPTIONS * HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")]
    [InlineData("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")]
    [InlineData("GET / HTTP/3.0\r\nHost: 127.0.0.1\r\n\r\n")]
    [InlineData("GET /\r\n\r\n")]
    [InlineData("\u0016\u0003\u0001\u0002\u0000\u0001")]
    [InlineData("\0\0\0\0\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost : 127.0.0.1\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX\0: y\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n folded: y\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: -1\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: x\r\n\r\n")]
    public async Task What_is_no_request_to_this_dashboard_is_refused(string sent)
    {
        var limits = new DashboardLimits { HeadersWithin = TimeSpan.FromMilliseconds(500), IdleFor = TimeSpan.FromMilliseconds(500) };
        await using var dashboard = await ServedDashboard.StartAsync(limits: limits);
        using var connection = await RawHttp.ConnectAsync(dashboard);
        await connection.WriteAsync(sent);
        var answer = await connection.ReadAnswerAsync();
        Assert.True(answer.Status is 0 or (>= 400 and < 500) or 505, answer.Head);
        Assert.DoesNotContain("<html", answer.Body);
        Assert.Equal(200, (await RawHttp.SendTrustedAsync(dashboard, "GET /api/v1/runs HTTP/1.1")).Status);
    }

    private Task<RawAnswer> PostAsync(string address, string body, string? type = "application/json") =>
        RawHttp.SendTrustedAsync(
            _dashboard,
            $"POST {address} HTTP/1.1",
            [.. type is null ? [] : (string[])[$"Content-Type: {type}"], $"Content-Length: {body.Length}", "Connection: close", "", body]
        );
}
