using Beacon.Actors.Control.Client;
using Beacon.Actors.Control.Protocol;
using Beacon.Dashboard.Living;
using Beacon.Plans;
using Beacon.Plans.Text;

namespace Beacon.Dashboard.Api;

/// <summary>What an order needs besides its address.</summary>
/// <param name="Signal">The signal to send: <c>SIGHUP</c>, <c>HUP</c> or <c>1</c>; null: the order is none of <c>signal</c>.</param>
internal sealed record Order(string? Signal = null);

/// <summary>The answer to an order that takes long.</summary>
/// <param name="Ok">True: the run has taken it.</param>
/// <param name="Pending">True: it is not done yet.</param>
/// <param name="Message">The same for a person.</param>
internal sealed record PendingOrder(bool Ok, bool Pending, string Message);

/// <summary>
/// Calls to a living run, passed on to its control socket. An order is answered when it is done or refused, or, with <c>pending</c>, when
/// that takes long; a run that says nothing at all, since its host is stopped or hangs, holds nobody up.
/// </summary>
internal static class ControlEndpoints
{
    private const string Json = "application/json; charset=utf-8";

    public static void Map(WebApplication app)
    {
        app.MapGet("/api/v1/runs/{id}/state", StateAsync).WithTags("Runs").WithSummary("What a living run and its components do now");
        var runs = app.MapGroup("/api/v1/runs/{id}").WithTags("Control");
        foreach (var order in (string[])["stop", "kill"])
            runs.MapPost($"/{order}", (DashboardOptions options, string id, Order body) => OrderAsync(options, id, new() { Call = order }))
                .WithSummary($"{order} the run");
        foreach (var order in (string[])["start", "stop", "restart", "kill", "signal"])
            runs.MapPost(
                    $"/components/{{component}}/{order}",
                    (DashboardOptions options, string id, string component, Order body) =>
                        OrderAsync(
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

    private static Task<IResult> StateAsync(DashboardOptions options, string id, CancellationToken cancellationToken) =>
        CallAsync(
            options,
            id,
            async (client, stop) => Results.Text(ControlLines.Of(await client.StateAsync(stop)), Json),
            _ => NoAnswer(options, id),
            cancellationToken
        );

    // An order is carried out also if whoever gave it has left. A run greets at once whatever it does, unless it can't.
    private static Task<IResult> OrderAsync(DashboardOptions options, string id, ControlCall order)
    {
        var isTaken = false;
        return CallAsync(
            options,
            id,
            async (client, stop) =>
            {
                await client.HelloAsync(stop);
                isTaken = true;
                var reply = await client.CallAsync(order, stop);
                return Results.Text(ControlLines.Of(reply), Json, statusCode: StatusOf(reply));
            },
            limit => isTaken ? Pending(order, limit) : NoAnswer(options, id),
            CancellationToken.None
        );
    }

    private static async Task<IResult> CallAsync(
        DashboardOptions options,
        string id,
        Func<ControlClient, CancellationToken, Task<IResult>> call,
        Func<TimeSpan, IResult> late,
        CancellationToken left
    )
    {
        if (LivingRun.In(options.Results).FirstOrDefault(run => run.Id == id) is not { } living)
            return RunFolders.Find(options.Results, id) is null
                ? Refusal.Of(StatusCodes.Status404NotFound, "no_such_run", RunEndpoints.NoSuchRun(id))
                : Refusal.Of(
                    StatusCodes.Status409Conflict,
                    "not_running",
                    $"{new UntrustedText(id)} has ended; GET /api/v1/runs/ID has its result"
                );
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(left);
        patience.CancelAfter(options.Limits.AnswerWithin);
        try
        {
            using var client = await living.ConnectAsync(patience.Token);
            return await call(client, patience.Token);
        }
        catch (ControlException exception)
        {
            return Refusal.Of(StatusCodes.Status502BadGateway, "not_controllable", exception.Message);
        }
        catch (OperationCanceledException) when (!left.IsCancellationRequested)
        {
            return late(options.Limits.AnswerWithin);
        }
    }

    private static IResult NoAnswer(DashboardOptions options, string id) =>
        Refusal.Of(
            StatusCodes.Status504GatewayTimeout,
            "no_answer",
            $"{id} has not answered within {Durations.Rounded(options.Limits.AnswerWithin)}: its host is stopped, or hangs"
        );

    private static IResult Pending(ControlCall order, TimeSpan limit) =>
        Results.Json(
            new PendingOrder(true, true, $"{order.Call}: given, and not done after {Durations.Rounded(limit)}; it goes on"),
            ApiJson.Default.PendingOrder,
            statusCode: StatusCodes.Status202Accepted
        );

    private static int StatusOf(ControlReply reply) =>
        reply switch
        {
            { Ok: true } => StatusCodes.Status200OK,
            { Kind: "no_such_component" } => StatusCodes.Status404NotFound,
            { Kind: "bad_call" or "unknown_call" } => StatusCodes.Status400BadRequest,
            _ => StatusCodes.Status409Conflict,
        };
}
