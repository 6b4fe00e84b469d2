namespace Beacon.Dashboard.Tests.Guarding;

/// <summary>Requests that a page of another site makes a browser send.</summary>
public sealed class ForeignRequestSpecs : IAsyncLifetime
{
    private const string Page = "GET / HTTP/1.1";
    private const string List = "GET /api/v1/runs HTTP/1.1";

    private ServedDashboard _dashboard = null!;

    private string Own => $"127.0.0.1:{_dashboard.Address.Port}";

    public async Task InitializeAsync() => _dashboard = await ServedDashboard.StartAsync();

    public async Task DisposeAsync() => await _dashboard.DisposeAsync();

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost:8080")]
    [InlineData("LOCALHOST")]
    [InlineData("[::1]:8080")]
    public async Task A_request_to_a_loopback_name_with_any_port_is_answered(string host)
    {
        Assert.Equal(200, (await RawHttp.SendAsync(_dashboard, Page, $"Host: {host}")).Status);
    }

    [Theory]
    [InlineData("evil.example")]
    [InlineData("evil.example:8080")]
    [InlineData("127.0.0.1.evil.example")]
    [InlineData("localhost.evil.example")]
    [InlineData("localhost.")]
    [InlineData("127.0.0.2")]
    [InlineData("0.0.0.0")]
    [InlineData("127.1")]
    [InlineData("2130706433")]
    [InlineData("[::ffff:127.0.0.1]")]
    [InlineData("192.168.1.2")]
    public async Task A_request_to_another_name_is_refused_even_with_the_token(string host)
    {
        foreach (var line in (string[])[Page, List])
        {
            var answer = await RawHttp.SendAsync(_dashboard, line, $"Host: {host}", $"Authorization: Bearer {_dashboard.Token}");
            Assert.Equal((421, "foreign_host"), (answer.Status, answer.Kind));
        }
    }

    [Theory]
    [InlineData("Host: 127.0.0.1@evil.example")]
    [InlineData("Host: evil.example#127.0.0.1")]
    [InlineData("Host: 127.0.0.1:80:evil.example")]
    [InlineData("Host: 127.0.0.1", "Host: evil.example")]
    [InlineData("Host:")]
    [InlineData("X-Forwarded-Host: 127.0.0.1")]
    [InlineData]
    public async Task A_request_without_one_clear_name_is_refused(params string[] headers)
    {
        Assert.Contains((await RawHttp.SendAsync(_dashboard, [Page, .. headers])).Status, new[] { 400, 421 });
    }

    [Theory]
    [InlineData("http://evil.example")]
    [InlineData("null")]
    [InlineData("http://127.0.0.1:1")]
    [InlineData("http://localhost")]
    [InlineData("https://OWN")]
    [InlineData("http://OWN.evil.example")]
    [InlineData("http://OWN, http://evil.example")]
    public async Task A_request_of_another_origin_is_refused_even_with_the_token(string origin)
    {
        origin = origin.Replace("OWN", Own);
        foreach (var line in (string[])[List, "POST /api/v1/runs/x/stop HTTP/1.1", "OPTIONS /api/v1/runs HTTP/1.1"])
        {
            var answer = await RawHttp.SendTrustedAsync(_dashboard, line, $"Origin: {origin}");
            Assert.Equal((403, "foreign_origin"), (answer.Status, answer.Kind));
            Assert.Null(answer.Header("Access-Control-Allow-Origin"));
        }
    }

    [Fact]
    public async Task A_second_origin_does_not_hide_a_foreign_one()
    {
        var answer = await RawHttp.SendTrustedAsync(_dashboard, List, $"Origin: http://{Own}", "Origin: http://evil.example");
        Assert.Equal(403, answer.Status);
    }

    [Fact]
    public async Task The_dashboards_own_pages_are_answered()
    {
        var answer = await RawHttp.SendTrustedAsync(_dashboard, List, $"Origin: http://{Own}", "Sec-Fetch-Site: same-origin");
        Assert.Equal(200, answer.Status);
    }

    [Theory]
    [InlineData("GET /api/v1/runs HTTP/1.1", "Sec-Fetch-Site: cross-site")]
    [InlineData("GET /api/v1/runs HTTP/1.1", "Sec-Fetch-Site: same-site")]
    [InlineData("GET /api/v1/runs HTTP/1.1", "Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate")]
    [InlineData("GET /dashboard.js HTTP/1.1", "Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: no-cors")]
    [InlineData("POST / HTTP/1.1", "Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate", "Content-Length: 0")]
    [InlineData("GET /api/v1/runs HTTP/1.1", "Sec-Fetch-Site: same-origin", "Sec-Fetch-Site: cross-site")]
    public async Task What_a_page_of_another_site_loads_is_refused(string line, params string[] headers)
    {
        var answer = await RawHttp.SendTrustedAsync(_dashboard, line, headers);
        Assert.Equal((403, "foreign_origin"), (answer.Status, answer.Kind));
    }

    [Fact]
    public async Task A_link_on_another_site_opens_the_page_which_has_no_token()
    {
        var answer = await RawHttp.SendAsync(_dashboard, Page, $"Host: {Own}", "Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate");
        Assert.Equal(200, answer.Status);
        Assert.DoesNotContain(_dashboard.Token, answer.Body);
    }
}
