using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using Beacon.Plans;
using Beacon.Processes.Capturing;
using Beacon.Processes.Files;
using Beacon.Records.Layout;
using Microsoft.Net.Http.Headers;

namespace Beacon.Dashboard.Logs;

/// <summary>
/// Whole logs as plain text. A browser fetches a download without the token, so that a page asks for an address that works once, and not
/// for long: a log of any size goes to the disk without passing through the page.
/// </summary>
internal sealed class LogDownloads(TimeProvider time)
{
    private const int MostWaiting = 100;

    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, (LogFacts Facts, LogRequest Request, long MadeAt)> _waiting = [];

    /// <summary>The address of a download, which works once.</summary>
    public string Offer(LogFacts facts, LogRequest request)
    {
        foreach (var (old, waiting) in _waiting)
            if (time.GetElapsedTime(waiting.MadeAt) > Lifetime || _waiting.Count > MostWaiting)
                _waiting.TryRemove(old, out _);
        var ticket = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        _waiting[ticket] = (facts, request, time.GetTimestamp());
        return $"/downloads/{ticket}";
    }

    /// <summary>Sends what an address stands for; false: nothing any more.</summary>
    public async Task<bool> TrySendAsync(HttpContext context, string ticket)
    {
        if (!_waiting.TryRemove(ticket, out var waiting) || time.GetElapsedTime(waiting.MadeAt) > Lifetime)
            return false;
        await SendAsync(context, waiting.Facts, waiting.Request);
        return true;
    }

    /// <summary>Sends a log as it is now, over all its parts.</summary>
    public static async Task SendAsync(HttpContext context, LogFacts facts, LogRequest request)
    {
        var (component, stream) = (request.Components[0], request.Stream!.Value);
        using var record = RecordFolder.Open(facts.Folder);
        using var parts = LogParts.Open(record, RecordLayout.LogOf(component, stream));
        var response = context.Response;
        response.ContentType = "text/plain; charset=utf-8";
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName($"{facts.Id}-{component}.{(stream == OutputStream.Stdout ? "out" : "err")}.log");
        response.Headers.ContentDisposition = disposition.ToString();
        var lengths = parts.Select(part => part.Length).ToList();
        response.ContentLength = lengths.Sum();
        foreach (var (part, left) in parts.Zip(lengths))
        {
            // Not what is added meanwhile.
            await using var content = part.OpenRead();
            await CopyAsync(content, left, response.Body, context.RequestAborted);
        }
    }

    private static async Task CopyAsync(Stream content, long left, Stream target, CancellationToken aborted)
    {
        var block = new byte[64 * 1024];
        while (left > 0)
        {
            var count = await content.ReadAsync(block.AsMemory(0, (int)Math.Min(left, block.Length)), aborted);
            if (count == 0)
                throw new InvalidDataException("a part of the log is shorter than it says");
            await target.WriteAsync(block.AsMemory(0, count), aborted);
            left -= count;
        }
    }
}
