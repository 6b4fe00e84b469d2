using System.Text.Json;
using Beacon.Dashboard.Living;

namespace Beacon.Dashboard.Api;

/// <summary>The parts of the pages, as markup. They are for the script of the pages, and may change with any version.</summary>
internal static class PageEndpoints
{
    public static void Map(WebApplication app)
    {
        var pages = app.MapGroup("/pages").ExcludeFromDescription();
        pages.MapGet("/current", Current);
        pages.MapGet("/runs/{id}", FollowAsync);
        pages.MapGet(
            "/runs",
            (HttpRequest request, RunList list, DashboardOptions options) => RunListPage.Answer(request.Query, list, options)
        );
    }

    // The run of the process that the dashboard is beside; none yet: no content.
    private static IResult Current(CurrentRun current) =>
        current.Id is { } run ? Results.Json(run, ApiJson.Default.String)
        : current.MayCome ? Results.NoContent()
        : Refusal.Of(StatusCodes.Status404NotFound, "no_such_run", "no run came of it; the terminal says why");

    private static async Task FollowAsync(HttpContext context, string id, RunWatches watches, TimeProvider time)
    {
        if (watches.Follow(id, context.RequestAborted) is not { } updates)
        {
            await Refusal.WriteAsync(context, StatusCodes.Status404NotFound, "no_such_run", RunEndpoints.NoSuchRun(id));
            return;
        }

        await using var events = new ServerEvents(context, time);
        await foreach (var update in updates)
            await events.SendAsync("page", JsonSerializer.Serialize(update, ApiJson.Readable.PageUpdate));
    }
}
