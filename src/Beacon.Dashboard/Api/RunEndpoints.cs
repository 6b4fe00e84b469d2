using System.Globalization;
using Beacon.Actors.Control.Client;
using Beacon.Dashboard.Living;
using Beacon.Plans.Text;
using Beacon.Processes.Files;
using Beacon.Records.Json;
using Beacon.Records.Layout;
using Beacon.Records.Reading;
using Beacon.Reports.Exporting;

namespace Beacon.Dashboard.Api;

/// <summary>What runs were and are: <c>/api/v1/runs</c>.</summary>
internal static class RunEndpoints
{
    private const string Json = "application/json; charset=utf-8";

    private static readonly TimeSpan ReadInterval = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(1);

    public static void Map(WebApplication app)
    {
        var runs = app.MapGroup("/api/v1/runs").WithTags("Runs");
        runs.MapGet("/", List).WithSummary("The runs of the results folder, the latest first, a page of them");
        runs.MapGet("/{id}", Show).WithSummary("The result of a run, as run.json has it; of one that lasts, as far as it is known");
        runs.MapGet("/{id}/events", EventsAsync)
            .WithSummary("The events of a run as server-sent events, their ids are sequence numbers; Last-Event-ID goes on after one");
        runs.MapGet("/{id}/samples", Samples).WithSummary("The samples of the components, or of the machine, as CSV");
    }

    public static string NoSuchRun(string id) =>
        $"there is no run \"{new UntrustedText(id)}\" in this results folder; GET /api/v1/runs lists them";

    private static IResult NotFound(string id) => Refusal.Of(StatusCodes.Status404NotFound, "no_such_run", NoSuchRun(id));

    private static IResult List(RunList list, HttpRequest request)
    {
        var page = list.Find(RunQuery.Of(request.Query));
        var runs = string.Join(',', page.Runs.Select(RunSummaryJson.Write));
        return Results.Text($"{{\"total\":{page.Total},\"offset\":{page.Query.Offset},\"runs\":[{runs}]}}", Json);
    }

    private static IResult Show(DashboardOptions options, string id) =>
        RunFolders.Find(options.Results, id) is { } folder
            ? Results.Text(RunResultJson.Format(RunRecord.Read(folder).Result), Json)
            : NotFound(id);

    private static async Task EventsAsync(HttpContext context, DashboardOptions options, string id, TimeProvider time)
    {
        if (RunFolders.Find(options.Results, id) is not { } folder)
        {
            await Refusal.WriteAsync(context, StatusCodes.Status404NotFound, "no_such_run", NoSuchRun(id));
            return;
        }

        var after = long.TryParse(context.Request.Headers["Last-Event-ID"], NumberStyles.None, CultureInfo.InvariantCulture, out var last)
            ? last
            : 0;
        await using var stream = new ServerEvents(context, time);
        using var record = RecordFolder.Open(folder);
        using var events = new GrowingLines(record, RecordLayout.EventsFile);
        var (sequence, isOver) = (0L, false);
        long? lookedAt = null;
        while (true)
        {
            // First whether it is over, then what there is: nothing is missed.
            if (lookedAt is not { } looked || time.GetElapsedTime(looked) >= LookInterval)
                (isOver, lookedAt) = (!LivingRun.In(options.Results).Any(run => run.Id == id), time.GetTimestamp());
            foreach (var line in events.Next())
                if (++sequence > after)
                    await stream.SendAsync(null, line, sequence);
            if (isOver)
                return;
            await Task.Delay(ReadInterval, time, context.RequestAborted);
        }
    }

    private static IResult Samples(DashboardOptions options, string id, string? of)
    {
        if (of is not (null or "components" or "machine"))
            return Refusal.Of(
                StatusCodes.Status400BadRequest,
                "bad_call",
                $"of=\"{new UntrustedText(of)}\": components or machine is expected"
            );
        if (RunFolders.Find(options.Results, id) is not { } folder)
            return NotFound(id);
        using var record = RecordFolder.Open(folder);
        var file = of == "machine" ? RecordLayout.MachineFile : RecordLayout.ResourcesFile;
        return record.Exists(file) ? Results.Stream(record.OpenRead(file), "text/csv; charset=utf-8") : Results.Text("", "text/csv");
    }
}
