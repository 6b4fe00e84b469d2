using Beacon.Actors.Control.Client;
using Beacon.Actors.Control.Protocol;

namespace Beacon.Dashboard.Api;

/// <summary>What an order needs besides its address.</summary>
/// <param name="Signal">The signal to send: <c>SIGHUP</c>, <c>HUP</c> or <c>1</c>; null: the order is none of <c>signal</c>.</param>
internal sealed record Order(string? Signal = null);

/// <summary>Orders to a living run, passed on to its control socket; answered when they are done or refused.</summary>
internal static class ControlEndpoints
{
    public static void Map(WebApplication app)
    {
        var runs = app.MapGroup("/api/v1/runs/{id}").WithTags("Control");
        foreach (var order in (string[])["stop", "kill"])
            runs.MapPost($"/{order}", (DashboardOptions options, string id, Order body) => CallAsync(options, id, new() { Call = order }))
                .WithSummary($"{order} the run");
        foreach (var order in (string[])["start", "stop", "restart", "kill", "signal"])
            runs.MapPost(
                    $"/components/{{component}}/{order}",
                    (DashboardOptions options, string id, string component, Order body) =>
                        CallAsync(
                            options,
                            id,
                            new()
                            {
                                Call = order,
                                Component = component,
                                Signal = body.Signal,
                            }
                        )
                )
                .WithSummary($"{order} a component");
    }

    // An order is carried out also if whoever gave it has left.
    private static async Task<IResult> CallAsync(DashboardOptions options, string id, ControlCall call)
    {
        if (LivingRun.In(options.Results).FirstOrDefault(run => run.Id == id) is not { } living)
            return Refusal.Of(StatusCodes.Status409Conflict, "not_running", RunFolderNote(id));
        try
        {
            using var client = await living.ConnectAsync();
            var reply = await client.CallAsync(call);
            return Results.Text(ControlLines.Of(reply), "application/json; charset=utf-8", statusCode: StatusOf(reply));
        }
        catch (ControlException exception)
        {
            return Refusal.Of(StatusCodes.Status502BadGateway, "not_controllable", exception.Message);
        }
    }

    private static string RunFolderNote(string id) => $"{new Plans.Text.UntrustedText(id)} is not running; nothing was done";

    private static int StatusOf(ControlReply reply) =>
        reply switch
        {
            { Ok: true } => StatusCodes.Status200OK,
            { Kind: "no_such_component" } => StatusCodes.Status404NotFound,
            { Kind: "bad_call" or "unknown_call" } => StatusCodes.Status400BadRequest,
            _ => StatusCodes.Status409Conflict,
        };
}
