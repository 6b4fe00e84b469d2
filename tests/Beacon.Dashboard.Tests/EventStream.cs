using System.Net;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;

namespace Beacon.Dashboard.Tests;

/// <summary>Reads server-sent events with .NET's own parser, which knows nothing of the dashboard.</summary>
internal static class EventStream
{
    public static async IAsyncEnumerable<SseItem<string>> ReadAsync(
        HttpClient client,
        string address,
        string? lastEventId = null,
        [EnumeratorCancellation] CancellationToken stop = default
    )
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (lastEventId is not null)
            request.Headers.TryAddWithoutValidation("Last-Event-ID", lastEventId);
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType!.MediaType);
        await using var stream = await answer.Content.ReadAsStreamAsync(stop);
        await foreach (var item in SseParser.Create(stream).EnumerateAsync(stop))
            yield return item;
    }
}
