using System.Text.Json;
using Beacon.Dashboard.Api;
using Beacon.Records.Logs;

namespace Beacon.Dashboard.Logs;

/// <summary>
/// Sends what a run prints as server-sent events: <c>begin</c>, then <c>lines</c> at most four times a second, <c>end</c> once the run has
/// ended. All is read from the record; the run does nothing for it. What a viewer can't take is skipped and counted, and never waits in
/// memory.
/// </summary>
internal sealed class LogFollower(
    HttpContext context,
    DashboardOptions options,
    TimeProvider time,
    LogSearches searches,
    Action<Utf8JsonWriter, RecordedLine> write
)
{
    private const int MostLines = 500;
    private const long MostBytes = 512 * 1024;
    private const int FewLogs = 16;

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LivingInterval = TimeSpan.FromSeconds(1);

    private readonly Queue<RecordedLine> _lines = [];
    private readonly CancellationToken _left = context.RequestAborted;
    private SkippedOutput _skipped;

    /// <exception cref="BadCallException">Too many logs are being searched; nothing was sent.</exception>
    public async Task SendAsync(LogFacts facts, LogRequest request)
    {
        using var place = await searches.EnterAsync(_left);
        await using var events = new ServerEvents(context, time);
        await events.SendAsync("begin", "{}");
        try
        {
            using var logs = new FollowedLogs(facts.Folder, request.Components, request.Stream);
            var isOver = !facts.IsLiving(options);
            await SendPastAsync(events, logs.Past(request.Query, isOver));
            place.Dispose();
            if (!isOver)
                await SendNextAsync(events, logs, facts, request);
            await events.SendAsync("end", LogLines.Format(json => WriteEnd(json, logs.HasLost)));
        }
        catch (Exception exception)
            when (exception is BadCallException or InvalidDataException or IOException && !_left.IsCancellationRequested)
        {
            await events.SendAsync("problem", LogLines.Format(json => WriteProblem(json, exception)));
        }
    }

    public static void WriteProblem(Utf8JsonWriter json, Exception exception)
    {
        json.WriteStartObject();
        json.WriteBoolean("ok", false);
        json.WriteString("kind", (exception as BadCallException)?.Kind ?? "unreadable_log");
        json.WriteString("message", exception.Message);
        json.WriteEndObject();
    }

    // Sent in any case, so that a viewer knows that nothing was printed.
    private async Task SendPastAsync(ServerEvents events, IEnumerable<RecordedLine> lines)
    {
        await foreach (var line in LogSearches.ReadAsync(lines, _left))
        {
            _lines.Enqueue(line);
            if (_lines.Count == MostLines)
                await SendLinesAsync(events);
        }

        await SendLinesAsync(events);
    }

    private async Task SendNextAsync(ServerEvents events, FollowedLogs logs, LogFacts facts, LogRequest request)
    {
        var count = request.Components.Count * (request.Stream is null ? 2 : 1);
        var (look, bytes) = (count <= FewLogs ? LookInterval : Interval, MostBytes / Math.Min(count, FewLogs));
        var (sentAt, askedAt, isOver) = (time.GetTimestamp(), time.GetTimestamp(), false);
        while (!isOver)
        {
            // First whether it is over, then what there is: nothing is missed.
            if (time.GetElapsedTime(askedAt) >= LivingInterval)
                (isOver, askedAt) = (!facts.IsLiving(options), time.GetTimestamp());
            _skipped += logs.SkipAhead(bytes);
            foreach (var line in logs.Next(facts.Elapsed(time)).Where(request.Matches))
                Add(line);
            if (isOver)
                break;
            if ((_lines.Count > 0 || !_skipped.IsNothing) && time.GetElapsedTime(sentAt) >= Interval)
            {
                await SendLinesAsync(events);
                sentAt = time.GetTimestamp();
            }

            await Task.Delay(look, time, _left);
        }

        foreach (var line in logs.Rest(facts.Elapsed(time)).Where(request.Matches))
            Add(line);
        await SendLinesAsync(events);
    }

    private void Add(RecordedLine line)
    {
        _lines.Enqueue(line);
        if (_lines.Count <= MostLines)
            return;
        _lines.Dequeue();
        _skipped += new SkippedOutput(1, 0);
    }

    private async Task SendLinesAsync(ServerEvents events)
    {
        await events.SendAsync("lines", LogLines.Format(WriteBatch));
        _lines.Clear();
        _skipped = default;
    }

    private void WriteBatch(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteNumber("skipped", _skipped.Lines);
        if (_skipped.Bytes > 0)
            json.WriteNumber("skippedBytes", _skipped.Bytes);
        json.WriteStartArray("lines");
        foreach (var line in _lines)
            write(json, line);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteEnd(Utf8JsonWriter json, bool hasLost)
    {
        json.WriteStartObject();
        json.WriteBoolean("hasLost", hasLost);
        json.WriteEndObject();
    }
}
