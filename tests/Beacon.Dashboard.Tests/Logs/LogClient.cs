using System.Net;
using System.Text.Json;

namespace Beacon.Dashboard.Tests.Logs;

/// <summary>Asks a dashboard for the logs of <see cref="LogRecord"/>.</summary>
internal static class LogClient
{
    private const string Logs = $"/api/v1/runs/{LogRecord.Id}/logs";

    public static async Task<List<JsonElement>> LinesAsync(this ServedDashboard dashboard, string query)
    {
        var text = await dashboard.Client.GetStringAsync($"{Logs}?{query}");
        return [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line))];
    }

    /// <summary>The texts of the lines, joined by spaces.</summary>
    public static async Task<string> TextAsync(this ServedDashboard dashboard, string query) =>
        string.Join(' ', (await dashboard.LinesAsync(query)).Select(Text));

    public static async Task<List<JsonElement>> PageAsync(this ServedDashboard dashboard, string query)
    {
        var answer = JsonElement.Parse(await dashboard.Client.GetStringAsync($"/pages/runs/{LogRecord.Id}/logs?{query}"));
        return [.. answer.GetProperty("lines").EnumerateArray()];
    }

    public static async Task<(HttpStatusCode Status, string Kind, string Message)> RefusalAsync(
        this ServedDashboard dashboard,
        string query
    )
    {
        using var answer = await dashboard.Client.GetAsync($"{Logs}?{query}");
        var refusal = JsonElement.Parse(await answer.Content.ReadAsStringAsync());
        return (answer.StatusCode, refusal.GetProperty("kind").GetString()!, refusal.GetProperty("message").GetString()!);
    }

    /// <summary>The events of a stream that follows, as they come.</summary>
    public static async IAsyncEnumerable<(string Kind, JsonElement Data)> FollowAsync(this ServedDashboard dashboard, string query)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{Logs}?follow=true&{query}");
        using var answer = await dashboard.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.MediaType);
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync());
        var kind = "";
        while (await reader.ReadLineAsync() is { } line)
            if (line.StartsWith("event: ", StringComparison.Ordinal))
                kind = line["event: ".Length..];
            else if (line.StartsWith("data: ", StringComparison.Ordinal))
                yield return (kind, JsonElement.Parse(line["data: ".Length..]));
    }

    public static string Text(this JsonElement line) => line.GetProperty("text").GetString()!;
}
