using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using static Beacon.Dashboard.Tests.Logs.LogRecord;

namespace Beacon.Dashboard.Tests.Logs;

public sealed class LogDownloadSpecs : IAsyncLifetime
{
    private const string Printed = "\e[31mone\e[0m\r\ntwo\n<b>three\u00e9";

    private ServedDashboard _dashboard = null!;

    public async Task InitializeAsync()
    {
        _dashboard = await ServedDashboard.StartAsync();
        var record = new LogRecord(_dashboard.Results, "a");
        record.Printed("a", (10, Out, Printed[..12]));
        record.Rotate("a", Out);
        record.Append("a", Out, Printed[12..]);
    }

    public async Task DisposeAsync() => await _dashboard.DisposeAsync();

    [Fact]
    public async Task A_download_is_the_plain_text_over_all_parts()
    {
        using var answer = await _dashboard.Client.GetAsync($"/api/v1/runs/{Id}/logs?component=a&stream=out&download=true");
        AssertIsDownload(answer);
        Assert.Equal(Printed, await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_browser_downloads_without_the_token_by_an_address_that_works_once()
    {
        using var stranger = new HttpClient { BaseAddress = _dashboard.Address };
        var address = await OfferAsync("component=a&stream=out");
        using var answer = await stranger.GetAsync(address);
        AssertIsDownload(answer);
        Assert.Equal(Printed, await answer.Content.ReadAsStringAsync());

        foreach (var gone in new[] { address, "/downloads/none" })
        {
            using var again = await stranger.GetAsync(gone);
            Assert.Equal(HttpStatusCode.Gone, again.StatusCode);
        }
    }

    [Fact]
    public async Task A_record_of_any_name_is_downloaded_by_that_name()
    {
        const string Renamed = "Prüfung 7";
        using var records = new ResultsFolder();
        records.Complete(ResultsFolder.Run(Id));
        File.WriteAllText(records.Path($"{Id}/logs/a.out.log"), "ready\n");
        Directory.Move(records.Path(Id), records.Path(Renamed));
        await using var dashboard = await ServedDashboard.StartAsync(results: records.Results);
        using var answer = await dashboard.Client.GetAsync(
            $"/api/v1/runs/{Uri.EscapeDataString(Renamed)}/logs?component=a&stream=out&download=true"
        );
        Assert.Equal("ready\n", await answer.Content.ReadAsStringAsync());
        Assert.Equal($"{Renamed}-a.out.log", answer.Content.Headers.ContentDisposition!.FileNameStar);
    }

    [Fact]
    public async Task A_download_is_offered_of_one_log_only_and_not_without_the_token()
    {
        using var several = await PostAsync(_dashboard.Client, "component=a");
        Assert.Equal(HttpStatusCode.BadRequest, several.StatusCode);
        using var stranger = new HttpClient { BaseAddress = _dashboard.Address };
        using var refused = await PostAsync(stranger, "component=a&stream=out");
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
    }

    private static void AssertIsDownload(HttpResponseMessage answer)
    {
        Assert.Equal("text/plain", answer.Content.Headers.ContentType?.MediaType);
        var disposition = answer.Content.Headers.ContentDisposition!;
        Assert.Equal(("attachment", $"{Id}-a.out.log"), (disposition.DispositionType, disposition.FileNameStar));
        Assert.Equal(["nosniff"], answer.Headers.GetValues("X-Content-Type-Options"));
    }

    private static Task<HttpResponseMessage> PostAsync(HttpClient client, string query) =>
        client.PostAsync($"/api/v1/runs/{Id}/logs/downloads?{query}", JsonContent.Create(new { }));

    private async Task<string> OfferAsync(string query)
    {
        using var answer = await PostAsync(_dashboard.Client, query);
        return JsonElement.Parse(await answer.Content.ReadAsStringAsync()).GetProperty("address").GetString()!;
    }
}
