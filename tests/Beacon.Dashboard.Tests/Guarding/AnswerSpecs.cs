using System.Net;
using System.Text.Json;
using Beacon.Dashboard.Guarding;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Beacon.Dashboard.Tests.Guarding;

/// <summary>What answers have in common: headers for the browser, and failures with their reason.</summary>
public sealed class AnswerSpecs : IAsyncLifetime
{
    private const string Id = "20261123-184205-beacon-3f9c";

    private readonly ResultsFolder _records = new();
    private ServedDashboard _dashboard = null!;

    public async Task InitializeAsync() => _dashboard = await ServedDashboard.StartAsync(results: _records.Results);

    public async Task DisposeAsync()
    {
        await _dashboard.DisposeAsync();
        _records.Dispose();
    }

    [Theory]
    [InlineData("GET / HTTP/1.1", 200)]
    [InlineData("GET /dashboard.js HTTP/1.1", 200)]
    [InlineData("GET /dashboard.css HTTP/1.1", 200)]
    [InlineData("GET /openapi/v1.json HTTP/1.1", 200)]
    [InlineData("GET /api/v1/runs HTTP/1.1", 200)]
    [InlineData("GET /pages/runs HTTP/1.1", 200)]
    [InlineData("GET /nothing HTTP/1.1", 404)]
    [InlineData("GET /api/v1/runs/none HTTP/1.1", 404)]
    [InlineData("POST /api/v1/runs HTTP/1.1", 415)]
    [InlineData("GET /api/v1/runs/x/stop HTTP/1.1", 405)]
    [InlineData("GET / HTTP/1.1", 403, "Origin: http://evil.example")]
    [InlineData("GET / HTTP/1.1", 400, "Upgrade: websocket")]
    public async Task Every_answer_says_what_a_browser_may_do_with_it(string line, int status, params string[] headers)
    {
        var answer = await RawHttp.SendTrustedAsync(_dashboard, line, headers);
        Assert.Equal(status, answer.Status);
        AssertGuarded(answer);
        if (status != 200)
            Assert.NotNull(answer.Kind);
    }

    [Fact]
    public async Task A_stream_says_it_too()
    {
        _records.Complete(ResultsFolder.Run(Id));
        var answer = await RawHttp.SendTrustedAsync(_dashboard, $"GET /pages/runs/{Id} HTTP/1.1");
        Assert.Equal("text/event-stream", answer.Header("Content-Type"));
        AssertGuarded(answer);
    }

    [Fact]
    public async Task A_fault_of_the_dashboard_is_answered_without_where_it_was()
    {
        await using var app = await ServeAsync(_ => throw new InvalidOperationException("secret detail"));
        using var client = new HttpClient();
        using var answer = await client.GetAsync(app.Urls.First());
        var body = await answer.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        var refusal = JsonDocument.Parse(body).RootElement;
        Assert.False(refusal.GetProperty("ok").GetBoolean());
        Assert.Equal("internal", refusal.GetProperty("kind").GetString());
        Assert.Contains("InvalidOperationException", refusal.GetProperty("message").GetString());
        Assert.DoesNotContain("secret", body);
        Assert.DoesNotContain("   at ", body);
        Assert.Contains("nosniff", answer.Headers.GetValues("X-Content-Type-Options"));
    }

    [Fact]
    public async Task An_answer_that_fails_midway_is_cut_off()
    {
        await using var app = await ServeAsync(async context =>
        {
            await context.Response.WriteAsync("half");
            await context.Response.Body.FlushAsync();
            throw new InvalidOperationException();
        });
        using var client = new HttpClient();
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetStringAsync(app.Urls.First()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/events")]
    [InlineData("/samples")]
    public async Task Of_a_record_of_a_later_version_the_result_is_refused_with_the_way_out(string rest)
    {
        await File.WriteAllTextAsync(Path.Combine(_records.New(Id), "run.json"), "{\"schema\":99,\"id\":\"x\",\"plan\":\"x\"}");
        var answer = await GetAsync($"/api/v1/runs/{Id}{rest}");
        Assert.Equal(rest == "" ? (422, "newer_record") : (200, null), (answer.Status, answer.Kind));
        var page = await GetAsync($"/pages/runs/{Id}");
        Assert.Equal((422, "newer_record"), (page.Status, page.Kind));
        Assert.Contains("later version", page.Body);
        Assert.DoesNotContain("Exception", page.Body);
    }

    [Theory]
    [InlineData("run.json", "{")]
    [InlineData("run.json", "[1]")]
    [InlineData("run.json", "\0\0\0")]
    [InlineData("run.json", "{\"schema\":1,\"components\":[{\"name\":5}],\"statistics\":7}")]
    [InlineData("events.ndjson", "{\"seq\":1}\n\0{\n")]
    [InlineData("events.ndjson", "{\"event\":\"component_ready\",\"component\":\"a\",\"seq\":\"x\"}\n")]
    [InlineData("resources.csv", "\0,\"\n,,,,\n")]
    [InlineData("machine.csv", "elapsed\n\"\n")]
    [InlineData("plan.conf", "}{")]
    public async Task A_damaged_record_is_shown_as_far_as_it_goes_or_refused_with_the_reason(string file, string content)
    {
        await File.WriteAllTextAsync(Path.Combine(_records.New(Id), file), content);
        foreach (
            var address in (string[])
                [
                    "/api/v1/runs",
                    $"/api/v1/runs/{Id}",
                    $"/api/v1/runs/{Id}/events",
                    $"/api/v1/runs/{Id}/samples",
                    $"/pages/runs/{Id}",
                    "/pages/runs",
                ]
        )
        {
            var answer = await GetAsync(address);
            Assert.True(answer.Status is 200 or 422, $"{address}: {answer.Head}\n{answer.Body}");
            if (answer.Status == 422)
                Assert.Equal("damaged_record", answer.Kind);
        }
    }

    [Theory]
    [InlineData("run.json")]
    [InlineData("events.ndjson")]
    [InlineData("resources.csv")]
    public async Task A_folder_in_the_place_of_a_file_is_no_fault_of_the_dashboard(string file)
    {
        Directory.CreateDirectory(Path.Combine(_records.New(Id), file));
        foreach (
            var address in (string[])
                ["/api/v1/runs", $"/api/v1/runs/{Id}", $"/api/v1/runs/{Id}/events", $"/api/v1/runs/{Id}/samples", $"/pages/runs/{Id}"]
        )
        {
            var answer = await GetAsync(address);
            Assert.True(answer.Status is 200 or 422, $"{address}: {answer.Head}\n{answer.Body}");
        }
    }

    [Theory]
    [InlineData(typeof(UnauthorizedAccessException), "not_readable")]
    [InlineData(typeof(IOException), "not_readable")]
    [InlineData(typeof(DirectoryNotFoundException), "not_readable")]
    [InlineData(typeof(InvalidDataException), "damaged_record")]
    public async Task What_can_not_be_read_is_refused_with_the_reason(Type exception, string kind)
    {
        await using var app = await ServeAsync(_ => throw (Exception)Activator.CreateInstance(exception, "/data/runs: no")!);
        using var client = new HttpClient();
        using var answer = await client.GetAsync(app.Urls.First());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var refusal = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal((kind, "/data/runs: no"), (refusal.GetProperty("kind").GetString(), refusal.GetProperty("message").GetString()));
    }

    [Fact]
    public async Task A_page_that_failed_is_tried_again_by_the_next_viewer()
    {
        var file = Path.Combine(_records.New(Id), "run.json");
        await File.WriteAllTextAsync(file, "{\"schema\":99,\"id\":\"x\",\"plan\":\"x\"}");
        Assert.Equal(422, (await GetAsync($"/pages/runs/{Id}")).Status);
        _records.Complete(ResultsFolder.Run(Id));
        Assert.Equal(200, (await GetAsync($"/pages/runs/{Id}")).Status);
    }

    [Fact]
    public async Task A_line_of_an_events_file_never_becomes_a_field_of_the_stream()
    {
        await File.WriteAllTextAsync(Path.Combine(_records.New(Id), "events.ndjson"), "{\"a\":\"\rid: 99\r\revent: page\rdata: x\"}\n");
        var answer = await GetAsync($"/api/v1/runs/{Id}/events");
        Assert.Equal(200, answer.Status);
        Assert.DoesNotContain("\rid: 99", answer.Body);
        Assert.DoesNotContain("\revent: page", answer.Body);
    }

    private static void AssertGuarded(RawAnswer answer)
    {
        Assert.Contains("default-src 'none'", answer.Header("Content-Security-Policy"));
        Assert.Contains("frame-ancestors 'none'", answer.Header("Content-Security-Policy"));
        Assert.DoesNotContain("unsafe", answer.Header("Content-Security-Policy"));
        Assert.Equal("nosniff", answer.Header("X-Content-Type-Options"));
        Assert.Equal("no-referrer", answer.Header("Referrer-Policy"));
        Assert.Equal("same-origin", answer.Header("Cross-Origin-Opener-Policy"));
        Assert.Equal("same-origin", answer.Header("Cross-Origin-Resource-Policy"));
        Assert.Equal("no-store", answer.Header("Cache-Control"));
        Assert.Null(answer.Header("Server"));
        Assert.NotNull(answer.Header("Content-Type"));
    }

    private Task<RawAnswer> GetAsync(string address) => RawHttp.SendTrustedAsync(_dashboard, $"GET {address} HTTP/1.1");

    // An endpoint with a fault, behind the guard of the dashboard.
    private static async Task<WebApplication> ServeAsync(RequestDelegate answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        app.UseMiddleware<AnswerGuard>();
        app.Run(answer);
        await app.StartAsync();
        return app;
    }
}
