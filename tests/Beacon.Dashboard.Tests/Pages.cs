using System.Text.Json;

namespace Beacon.Dashboard.Tests;

/// <summary>The stream of a page, as the script in the browser takes it.</summary>
internal static class Pages
{
    /// <summary>The updates of a run's page until it is over.</summary>
    public static async IAsyncEnumerable<JsonElement> FollowAsync(ServedDashboard dashboard, string id)
    {
        await foreach (var data in EventStream.ReadAsync(dashboard.Client, $"/pages/runs/{Uri.EscapeDataString(id)}"))
            yield return JsonDocument.Parse(data.Data).RootElement;
    }

    /// <summary>The markup of the sections that changed.</summary>
    public static IEnumerable<string> MarkupOf(JsonElement update) =>
        update.GetProperty("changed").EnumerateArray().Select(section => section.GetProperty("html").GetString()!);
}
