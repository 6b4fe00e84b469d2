namespace Beacon.Dashboard.Tests.Guarding;

/// <summary>Names of records that lead, or seem to lead, out of the results folder.</summary>
public sealed class RecordNameSpecs : IAsyncLifetime
{
    private const string Id = "20261123-184205-beacon-3f9c";

    private readonly ResultsFolder _outside = new();
    private ServedDashboard _dashboard = null!;

    public async Task InitializeAsync()
    {
        _outside.Complete(ResultsFolder.Run(Id));
        Directory.CreateDirectory(_outside.Path("runs"));
        _dashboard = await ServedDashboard.StartAsync(results: _outside.Path("runs"));
    }

    public async Task DisposeAsync()
    {
        await _dashboard.DisposeAsync();
        _outside.Dispose();
    }

    public static TheoryData<string> Names =>
        [
            $"..%2F{Id}",
            $"..%2f{Id}",
            $"..%252F{Id}",
            $"..%5C{Id}",
            $"..%255C{Id}",
            $"%2e%2e%2f{Id}",
            $"%252e%252e%252f{Id}",
            $"..\\{Id}",
            $"..;/{Id}",
            $"....//{Id}",
            $"..%c0%af{Id}",
            $"..%ef%bc%8f{Id}",
            "..",
            "%2e%2e",
            ".running",
            "%2Erunning",
            ".history",
            "%2Fetc",
            "%2Fetc%2Fpasswd",
            "..%2F..%2F..%2F..%2Fetc%2Fpasswd",
            $"{Id}%00",
            $"%00{Id}",
            $"{Id}%0d%0aX-Injected:%201",
            "%zz",
            "%ff%fe",
            "a%7Fb",
            "link",
            new string('a', 255),
            new string('a', 256),
            new string('a', 4000),
            string.Concat(Enumerable.Repeat("%C3%A9", 255)),
        ];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_name_never_leads_out_of_the_results_folder(string name)
    {
        Directory.CreateSymbolicLink(Path.Combine(_dashboard.Results, "link"), _outside.Path(Id));
        foreach (
            var address in (string[])["/api/v1/runs/NAME", "/api/v1/runs/NAME/events", "/api/v1/runs/NAME/samples", "/pages/runs/NAME"]
        )
            await AssertRefusedAsync("GET", address.Replace("NAME", name));
        await AssertRefusedAsync("GET", $"/api/v1/runs/{name}/state");
        await AssertRefusedAsync("POST", $"/api/v1/runs/{name}/stop");
    }

    [Fact]
    public async Task The_record_itself_is_found_where_it_lies()
    {
        await using var dashboard = await ServedDashboard.StartAsync(results: _outside.Results);
        Assert.Equal(200, (await RawHttp.SendTrustedAsync(dashboard, $"GET /api/v1/runs/{Id} HTTP/1.1")).Status);
    }

    [Theory]
    [InlineData("run.json")]
    [InlineData("events.ndjson")]
    [InlineData("resources.csv")]
    public async Task A_link_within_a_record_is_not_followed(string file)
    {
        var secret = _outside.Path("secret");
        await File.WriteAllTextAsync(secret, "{\"secret\":1}\nsecret\n");
        var record = Path.Combine(_dashboard.Results, Id);
        Directory.CreateDirectory(record);
        await File.WriteAllTextAsync(Path.Combine(record, "plan.conf"), "");
        File.CreateSymbolicLink(Path.Combine(record, file), secret);
        foreach (var address in (string[])["", "/events", "/samples"])
        {
            var answer = await RawHttp.SendTrustedAsync(_dashboard, $"GET /api/v1/runs/{Id}{address} HTTP/1.1");
            Assert.True(answer.Status is 200 or 404 or 422, answer.Head + answer.Body);
            Assert.DoesNotContain("secret", answer.Body);
        }
    }

    private async Task AssertRefusedAsync(string method, string address)
    {
        string[] body = method == "POST" ? ["Content-Type: application/json", "Content-Length: 2", "Connection: close", "", "{}"] : [];
        var answer = await RawHttp.SendTrustedAsync(_dashboard, $"{method} {address} HTTP/1.1", body);
        Assert.True(answer.Status is 400 or 404 or 405 or 409 or 414, $"{method} {address}: {answer.Head}\n{answer.Body}");
        Assert.DoesNotContain("root:", answer.Body);
        Assert.DoesNotContain("Matching Engine", answer.Body);
        Assert.Null(answer.Header("X-Injected"));
    }
}
