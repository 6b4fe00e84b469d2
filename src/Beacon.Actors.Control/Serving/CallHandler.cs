using System.Globalization;
using Beacon.Actors.Control.Protocol;
using Beacon.Actors.Controlling;
using Beacon.Actors.Hosting;
using Beacon.Plans;
using Beacon.Records.Events;
using Beacon.Records.Json;

namespace Beacon.Actors.Control.Serving;

/// <summary>Answers the calls of one client, all but <c>events</c>.</summary>
/// <param name="run">The run.</param>
/// <param name="end">Completes when the run is over; null: it has ended without a result.</param>
/// <param name="by">Who the client is.</param>
/// <param name="counts">How many clients are connected, and how many were dropped.</param>
internal sealed class CallHandler(IBeaconRun run, Task<RunResult?> end, ControlPeer by, Func<(int Clients, long Dropped)> counts)
{
    /// <summary>The answer, as a line.</summary>
    public async Task<byte[]> AnswerAsync(ControlCall call) =>
        call.Call switch
        {
            "hello" => ControlJson.LineOf(Hello()),
            "state" => await run.SnapshotAsync().ConfigureAwait(false) is { } snapshot
                ? ControlJson.LineOf(RunStates.Of(run, snapshot))
                : ControlJson.LineOf(IsOver()),
            "stop" or "kill" or "start" or "restart" or "signal" => ControlJson.LineOf(await OrderAsync(call).ConfigureAwait(false)),
            null => ControlJson.LineOf(ControlReply.Refused("bad_call", "\"call\" is missing")),
            { } unknown => ControlJson.LineOf(
                ControlReply.Refused(
                    "unknown_call",
                    $"\"{unknown}\" is not a call of this version (protocol {ControlProtocol.Version}): "
                        + $"{string.Join(", ", ControlProtocol.Calls)}{Nearest.Suggestion(unknown, ControlProtocol.Calls)}"
                )
            ),
        };

    private HelloReply Hello()
    {
        var (clients, dropped) = counts();
        return new HelloReply
        {
            Ok = true,
            Protocol = ControlProtocol.Version,
            Version = ControlProtocol.ProgramVersion,
            Calls = [.. ControlProtocol.Calls],
            Run = run.Id,
            Name = run.Plan.Name,
            Record = run.Record,
            Pid = Environment.ProcessId,
            DurationMs = run.Plan.Duration is { } duration ? JsonValues.Milliseconds(duration) : null,
            PlanSha256 = run.Plan.Sha256(),
            PlanSources = run.Plan.Sources,
            Clients = clients,
            Dropped = dropped,
        };
    }

    private async Task<ControlReply> OrderAsync(ControlCall call)
    {
        var action = Enum.Parse<ControlAction>(call.Call!, ignoreCase: true);
        UnixSignal? signal = null;
        if (action == ControlAction.Signal && !TryParseSignal(call.Signal, out signal))
            return ControlReply.Refused(
                "bad_call",
                call.Signal is null
                    ? "\"signal\" is missing: SIGHUP, HUP or 1"
                    : $"\"{call.Signal}\" is no signal{Nearest.Suggestion(call.Signal.ToUpperInvariant(), Enum.GetNames<UnixSignal>())}"
            );
        if (call.Component is null && action is not (ControlAction.Stop or ControlAction.Kill))
            return ControlReply.Refused("bad_call", $"{call.Call} needs a \"component\"");

        var order = run.ControlAsync(new ControlOrder(action, by) { Component = call.Component, Signal = signal });
        if (call.Wait == false && call.Component is not null && !order.IsCompleted)
            return await Task.WhenAny(order, Task.Delay(Refusals)).ConfigureAwait(false) == order
                ? ReplyOf(await order.ConfigureAwait(false), call.Component)
                : new ControlReply { Ok = true, Component = call.Component };
        var reply = ReplyOf(await order.ConfigureAwait(false), call.Component);
        if (call.Component is not null || !reply.Ok || call.Wait == false)
            return reply;

        var result = await end.ConfigureAwait(false);
        return result is null ? reply : reply with { Outcome = JsonValues.NameOf(result.Outcome), ExitCode = result.ExitCode };
    }

    // What is refused is refused at once.
    private static TimeSpan Refusals => TimeSpan.FromMilliseconds(50);

    private ControlReply IsOver() => ControlReply.Refused(JsonValues.NameOf(ControlFault.RunEnding), $"the run {run.Id} is over");

    private static ControlReply ReplyOf(ControlResult result, string? component) =>
        result.Refusal is { } refusal
            ? ControlReply.Refused(JsonValues.NameOf(refusal.Fault), refusal.Message) with
            {
                Component = component,
            }
            : new ControlReply
            {
                Ok = true,
                Component = component,
                Changed = result.HasChanged,
            };

    private static bool TryParseSignal(string? text, out UnixSignal? signal)
    {
        signal = null;
        if (text is null)
            return false;
        var name = text.ToUpperInvariant();
        var isNumber = int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        if (isNumber && Enum.IsDefined((UnixSignal)number))
            signal = (UnixSignal)number;
        else if (
            !isNumber && Enum.TryParse<UnixSignal>(name.StartsWith("SIG", StringComparison.Ordinal) ? name : $"SIG{name}", out var named)
        )
            signal = named;
        return signal is not null;
    }
}
