using System.Net;
using System.Text.Json;

namespace Beacon.Dashboard.Tests.Guarding;

public sealed class TokenSpecs : IAsyncLifetime
{
    private ServedDashboard _dashboard = null!;

    public async Task InitializeAsync() => _dashboard = await ServedDashboard.StartAsync();

    public async Task DisposeAsync() => await _dashboard.DisposeAsync();

    [Fact]
    public async Task Each_start_has_a_token_of_256_bits_in_the_fragment_of_its_link()
    {
        await using var other = await ServedDashboard.StartAsync();
        Assert.NotEqual(_dashboard.Token, other.Token);
        Assert.Equal(43, _dashboard.Token.Length);
        Assert.Equal($"#token={_dashboard.Token}", new Uri(_dashboard.Link).Fragment);
        var answer = await AskAsync("/api/v1/runs", $"Authorization: Bearer {other.Token}");
        Assert.Equal((401, "no_token"), (answer.Status, answer.Kind));
    }

    [Theory]
    [InlineData("Authorization: Bearer TOKEN", 200)]
    [InlineData("authorization: bearer TOKEN", 200)]
    [InlineData("X-Nothing: 1", 401)]
    [InlineData("Authorization:", 401)]
    [InlineData("Authorization: Bearer", 401)]
    [InlineData("Authorization: Bearer ", 401)]
    [InlineData("Authorization: TOKEN", 401)]
    [InlineData("Authorization: Basic TOKEN", 401)]
    [InlineData("Authorization: Bearer TOKENx", 401)]
    [InlineData("Authorization: Bearer xTOKEN", 401)]
    [InlineData("Authorization: Bearer TOKEN TOKEN", 401)]
    [InlineData("Authorization: Bearer AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", 401)]
    [InlineData("Cookie: token=TOKEN", 401)]
    [InlineData("X-Token: TOKEN", 401)]
    [InlineData("Authorization: Bearer TOKEN\r\nAuthorization: Bearer other", 401)]
    public async Task The_token_counts_only_in_the_one_header(string header, int status)
    {
        Assert.Equal(status, (await AskAsync("/api/v1/runs", header.Replace("TOKEN", _dashboard.Token))).Status);
    }

    [Theory]
    [InlineData("/api/v1/runs?token=TOKEN")]
    [InlineData("/api/v1/runs?access_token=TOKEN")]
    [InlineData("/api/v1/runs?Authorization=Bearer%20TOKEN")]
    public async Task The_token_in_an_address_does_not_count(string address)
    {
        Assert.Equal(401, (await AskAsync(address.Replace("TOKEN", _dashboard.Token))).Status);
    }

    [Theory]
    [InlineData("/api/v1/runs")]
    [InlineData("/API/V1/Runs")]
    [InlineData("/%61pi/v1/runs")]
    [InlineData("/x/../api/v1/runs")]
    [InlineData("/./pages/runs")]
    [InlineData("/pages/runs")]
    [InlineData("/pages/runs/x")]
    [InlineData("/api/v1/runs/x/events")]
    public async Task No_way_of_writing_an_address_gets_around_the_token(string address)
    {
        Assert.Equal(401, (await AskAsync(address)).Status);
    }

    [Theory]
    [InlineData("//api/v1/runs")]
    [InlineData("/api//v1/runs")]
    [InlineData("/api%2Fv1%2Fruns")]
    [InlineData("/runs/x/../../nothing")]
    public async Task An_address_that_leads_nowhere_tells_nothing(string address)
    {
        Assert.Equal("no_such_address", (await AskAsync(address)).Kind);
    }

    [Fact]
    public async Task All_that_the_api_document_lists_needs_the_token()
    {
        using var client = new HttpClient { BaseAddress = _dashboard.Address };
        using var document = JsonDocument.Parse(await client.GetStringAsync("/openapi/v1.json"));
        var paths = document.RootElement.GetProperty("paths").EnumerateObject().ToList();
        Assert.Contains(paths, path => path.Name.EndsWith("/events", StringComparison.Ordinal));
        foreach (var path in paths)
        foreach (var method in path.Value.EnumerateObject())
        {
            var request = new HttpRequestMessage(new HttpMethod(method.Name), path.Name.Replace("{", "").Replace("}", ""));
            using var answer = await client.SendAsync(request);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        }
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/runs/x")]
    [InlineData("/runs/x/logs")]
    [InlineData("/dashboard.js")]
    [InlineData("/dashboard.css")]
    [InlineData("/openapi/v1.json")]
    public async Task What_needs_no_token_is_the_same_for_everybody_and_does_not_name_the_results_folder(string address)
    {
        var answer = await AskAsync(address);
        Assert.Equal(200, answer.Status);
        Assert.DoesNotContain(_dashboard.Token, answer.Body + answer.Head);
        Assert.DoesNotContain(_dashboard.Results, answer.Body);
        Assert.Null(answer.Header("Set-Cookie"));
    }

    private Task<RawAnswer> AskAsync(string address, params string[] headers) =>
        RawHttp.SendAsync(_dashboard, [$"GET {address} HTTP/1.1", "Host: 127.0.0.1", .. headers]);
}
