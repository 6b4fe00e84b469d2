using System.CommandLine;
using Beacon.Actors.Control.Client;
using Beacon.Actors.Control.Protocol;
using Beacon.Actors.Host.Invocation;
using Beacon.Plans;

namespace Beacon.Actors.Host.Commands;

/// <summary><c>beacon start NAME…</c>, <c>restart NAME…</c>, <c>signal NAME SIGNAL</c>.</summary>
internal static class ComponentCommands
{
    public static Command Start(ControlContext context) =>
        Create(context, "start", "start components that were stopped by hand, and wait until they are ready", "is ready", "was ready");

    public static Command Restart(ControlContext context) =>
        Create(context, "restart", "stop components and start them again, and wait until they are ready", "is ready again", "");

    public static Command Signal(ControlContext context)
    {
        var name = new Argument<string>("NAME") { Description = "the component" };
        var signal = new Argument<string>("SIGNAL") { Description = "SIGHUP, HUP or 1" };
        var run = ControlContext.RunOption();
        return context.With(
            new Command("signal", "send a signal to the processes of a component") { name, signal, run },
            async (parsed, settings, results) =>
            {
                var living = ControlContext.Select(parsed.GetValue(run), results);
                var call = new ControlCall
                {
                    Call = "signal",
                    Component = parsed.GetValue(name),
                    Signal = parsed.GetValue(signal),
                };
                var reply = await CallAsync(living, call, null);
                if (!reply.Ok)
                    return context.Refused(reply, settings.Json);
                context.Print(settings.Json, reply, $"{call.Component} was sent {call.Signal}");
                return ExitCodes.Success;
            }
        );
    }

    /// <summary>Calls a run on a connection of its own.</summary>
    /// <exception cref="ControlException">The run can't be called.</exception>
    /// <exception cref="TimeoutException">It was not done in time.</exception>
    public static Task<ControlReply> CallAsync(LivingRun run, ControlCall call, TimeSpan? timeout) =>
        ControlContext.WithinAsync(
            timeout,
            async token =>
            {
                using var client = await run.ConnectAsync(token);
                return await client.CallAsync(call, token);
            },
            $"{call.Call} of {call.Component ?? run.Id}"
        );

    /// <summary>Components in the order in which they start.</summary>
    /// <exception cref="NotFoundException">The run has no such component.</exception>
    public static async Task<IReadOnlyList<string>> NamesAsync(LivingRun run, IReadOnlyList<string> names)
    {
        if (names.Count == 0)
            return [];
        using var client = await run.ConnectAsync();
        var known = (await client.StateAsync()).Components.Select(component => component.Name).ToList();
        foreach (var name in names)
            if (!known.Contains(name))
                throw new NotFoundException(
                    $"{run.Id} has no component \"{name}\"; components: {string.Join(", ", known)}{Nearest.Suggestion(name, known)}"
                );
        return [.. known.Where(names.Contains)];
    }

    private static Command Create(ControlContext context, string call, string description, string done, string unchanged)
    {
        var names = new Argument<string[]>("NAME") { Arity = ArgumentArity.OneOrMore, Description = "the components" };
        var (run, timeout) = (ControlContext.RunOption(), ControlContext.TimeoutOption("how long to wait for each; then exit code 7"));
        return context.With(
            new Command(call, description) { names, run, timeout },
            async (parsed, settings, results) =>
            {
                var living = ControlContext.Select(parsed.GetValue(run), results);
                var time = ControlContext.TimeoutOf(parsed.GetValue(timeout));
                foreach (var component in await NamesAsync(living, parsed.GetValue(names)!))
                {
                    var reply = await CallAsync(living, new ControlCall { Call = call, Component = component }, time);
                    if (!reply.Ok)
                        return context.Refused(reply, settings.Json);
                    context.Print(settings.Json, reply, $"{component} {(reply.Changed == false ? unchanged : done)}");
                }

                return ExitCodes.Success;
            }
        );
    }
}
