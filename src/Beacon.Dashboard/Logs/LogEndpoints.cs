using System.Buffers;
using System.Text.Json;
using Beacon.Dashboard.Api;
using Beacon.Dashboard.Guarding;
using Beacon.Records.Logs;

namespace Beacon.Dashboard.Logs;

/// <summary>What the components of a run printed: <c>/api/v1/runs/{id}/logs</c>.</summary>
internal static class LogEndpoints
{
    private const int BytesUnsent = 64 * 1024;
    private const int MostLinesOfPage = 2000;

    public static void Map(WebApplication app)
    {
        var downloads = new LogDownloads(app.Services.GetRequiredService<TimeProvider>());
        app.MapGet("/api/v1/runs/{id}/logs", SendAsync)
            .WithTags("Logs")
            .WithSummary("What components printed, by time of arrival: JSON lines, server-sent events (follow) or plain text (download)");
        app.MapPost(
                "/api/v1/runs/{id}/logs/downloads",
                (HttpContext context, DashboardOptions options, string id, [AsParameters] LogParameters parameters) =>
                    GuardAsync(context, options, id, facts => OfferAsync(context, facts, parameters, downloads))
            )
            .WithTags("Logs")
            .WithSummary("An address that downloads a log once, within a minute, without the token: {\"address\": …}");
        app.MapGet("/downloads/{ticket}", (HttpContext context, string ticket) => DownloadAsync(context, ticket, downloads))
            .WithMetadata(new OpenToAll())
            .ExcludeFromDescription();
        app.MapGet("/pages/runs/{id}/logs", SendPageAsync).ExcludeFromDescription();
        app.MapGet("/pages/runs/{id}/logs/facts", SendFactsAsync).ExcludeFromDescription();
    }

    private static Task SendAsync(
        HttpContext context,
        DashboardOptions options,
        TimeProvider time,
        LogSearches searches,
        string id,
        [AsParameters] LogParameters parameters
    ) =>
        GuardAsync(
            context,
            options,
            id,
            facts =>
            {
                var request = new LogRequest(parameters, facts, context.RequestAborted);
                return request.IsDownload ? LogDownloads.SendAsync(context, facts, request)
                    : request.IsFollowing ? new LogFollower(context, options, time, searches, LogLines.WriteRaw).SendAsync(facts, request)
                    : SendLinesAsync(context, searches, facts, request);
            }
        );

    private static Task SendPageAsync(
        HttpContext context,
        DashboardOptions options,
        TimeProvider time,
        LogSearches searches,
        string id,
        [AsParameters] LogParameters parameters
    ) =>
        GuardAsync(
            context,
            options,
            id,
            facts =>
            {
                var request = new LogRequest(parameters, facts, context.RequestAborted);
                return request.IsFollowing
                    ? new LogFollower(context, options, time, searches, LogLines.WriteStyled).SendAsync(facts, request)
                    : SendLinesOfPageAsync(context, searches, facts, request, isOver: !facts.IsLiving(options));
            }
        );

    private static async Task SendLinesOfPageAsync(
        HttpContext context,
        LogSearches searches,
        LogFacts facts,
        LogRequest request,
        bool isOver
    )
    {
        var lines = new List<RecordedLine>();
        using (await searches.EnterAsync(context.RequestAborted))
        {
            using var logs = new FollowedLogs(facts.Folder, request.Components, request.Stream);
            var wanted = logs.Past(request.Query, isOver).Take(Math.Min(request.Limit ?? MostLinesOfPage, MostLinesOfPage));
            await foreach (var line in LogSearches.ReadAsync(wanted, context.RequestAborted))
                lines.Add(line);
        }

        await WriteAsync(
            context,
            json =>
            {
                json.WriteStartObject();
                json.WriteStartArray("lines");
                foreach (var line in lines)
                    LogLines.WriteStyled(json, line);
                json.WriteEndArray();
                json.WriteEndObject();
            }
        );
    }

    private static Task SendFactsAsync(HttpContext context, DashboardOptions options, string id) =>
        GuardAsync(
            context,
            options,
            id,
            facts =>
                WriteAsync(
                    context,
                    json =>
                    {
                        json.WriteStartObject();
                        json.WriteStartArray("components");
                        foreach (var name in facts.Components)
                            json.WriteStringValue(name);
                        json.WriteEndArray();
                        if (facts.StartedAt is { } started)
                            json.WriteString("startedAt", started.UtcDateTime);
                        json.WriteBoolean("isLiving", facts.IsLiving(options));
                        json.WriteEndObject();
                    }
                )
        );

    // What is wrong after the answer has begun is its last line.
    private static async Task SendLinesAsync(HttpContext context, LogSearches searches, LogFacts facts, LogRequest request)
    {
        var (output, aborted) = (context.Response.BodyWriter, context.RequestAborted);
        using var place = await searches.EnterAsync(aborted);
        using var logs = new FollowedLogs(facts.Folder, request.Components, request.Stream);
        var wanted = logs.Past(request.Query, isOver: true).Take(request.Limit ?? int.MaxValue);
        await using var lines = LogSearches.ReadAsync(wanted, aborted).GetAsyncEnumerator(aborted);
        var next = lines.MoveNextAsync().AsTask();
        await next;
        context.Response.ContentType = "application/x-ndjson";
        using var json = LogLines.Writer(output);
        try
        {
            while (await next)
            {
                LogLines.WriteRaw(json, lines.Current);
                EndLine();
                next = lines.MoveNextAsync().AsTask();

                // A line that was found is not held back while the next one is looked for.
                if (output.UnflushedBytes >= BytesUnsent || !next.IsCompleted)
                    await output.FlushAsync(aborted);
            }
        }
        catch (Exception exception) when (exception is BadCallException or InvalidDataException && !aborted.IsCancellationRequested)
        {
            LogFollower.WriteProblem(json, exception);
            EndLine();
        }
        finally
        {
            // The lines can't be disposed of while the next one is looked for, which ends when the client leaves.
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await output.FlushAsync(aborted);

        void EndLine()
        {
            json.Flush();
            json.Reset();
            output.Write("\n"u8);
        }
    }

    private static Task OfferAsync(HttpContext context, LogFacts facts, LogParameters parameters, LogDownloads downloads)
    {
        var request = new LogRequest(parameters with { Download = "true" }, facts, CancellationToken.None);
        return WriteAsync(
            context,
            json =>
            {
                json.WriteStartObject();
                json.WriteString("address", downloads.Offer(facts, request));
                json.WriteEndObject();
            }
        );
    }

    private static async Task DownloadAsync(HttpContext context, string ticket, LogDownloads downloads)
    {
        if (!await downloads.TrySendAsync(context, ticket))
            await Refusal.WriteAsync(
                context,
                StatusCodes.Status410Gone,
                "download_gone",
                "this address worked once, or its minute has passed; click on the download again"
            );
    }

    private static Task WriteAsync(HttpContext context, Action<Utf8JsonWriter> write)
    {
        context.Response.ContentType = "application/json; charset=utf-8";
        return context.Response.WriteAsync(LogLines.Format(write), context.RequestAborted);
    }

    private static async Task GuardAsync(HttpContext context, DashboardOptions options, string id, Func<LogFacts, Task> answer)
    {
        try
        {
            if (LogFacts.Find(options, id) is { } facts)
                await answer(facts);
            else
                await Refusal.WriteAsync(context, StatusCodes.Status404NotFound, "no_such_run", RunEndpoints.NoSuchRun(id));
        }
        catch (BadCallException exception) when (!context.Response.HasStarted)
        {
            await Refusal.WriteAsync(context, exception.Status, exception.Kind, exception.Message);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody waits for an answer any more.
        }
    }
}
