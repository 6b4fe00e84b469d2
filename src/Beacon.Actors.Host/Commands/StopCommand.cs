using System.CommandLine;
using Beacon.Actors.Control.Client;
using Beacon.Actors.Control.Protocol;
using Beacon.Actors.Host.Invocation;

namespace Beacon.Actors.Host.Commands;

/// <summary><c>beacon stop [NAME…]</c>: ends a living run, or stops components of it.</summary>
internal static class StopCommand
{
    public static Command Create(ControlContext context)
    {
        var names = new Argument<string[]>("NAME") { Arity = ArgumentArity.ZeroOrMore, Description = "only these components" };
        var (run, timeout) = (ControlContext.RunOption(), ControlContext.TimeoutOption("how long to wait; then exit code 7, or --kill"));
        var kill = new Option<bool>("--kill") { Description = "kill at once, or once --timeout has passed" };
        return context.With(
            new Command("stop", "end the run, or stop only some components") { names, run, timeout, kill },
            async (parsed, settings, results) =>
            {
                var living = ControlContext.Select(parsed.GetValue(run), results);
                var (time, isKill) = (ControlContext.TimeoutOf(parsed.GetValue(timeout)), parsed.GetValue(kill));
                var components = await ComponentCommands.NamesAsync(living, parsed.GetValue(names) ?? []);

                // The last one of a chain first, as at the end of a run.
                foreach (var component in components.Reverse().DefaultIfEmpty(null))
                    if (await StopAsync(living, component, time, isKill) is var reply && !reply.Ok)
                        return context.Refused(reply, settings.Json);
                    else
                        context.Print(settings.Json, reply, TextOf(reply, living));
                return ExitCodes.Success;
            }
        );
    }

    private static async Task<ControlReply> StopAsync(LivingRun run, string? component, TimeSpan? timeout, bool kill)
    {
        if (kill && timeout is null)
            return await ComponentCommands.CallAsync(run, new ControlCall { Call = "kill", Component = component }, null);
        try
        {
            return await ComponentCommands.CallAsync(run, new ControlCall { Call = "stop", Component = component }, timeout);
        }
        catch (TimeoutException) when (kill)
        {
            return await ComponentCommands.CallAsync(run, new ControlCall { Call = "kill", Component = component }, null);
        }
    }

    private static string TextOf(ControlReply reply, LivingRun run) =>
        reply.Component is { } component ? $"{component} {(reply.Changed == false ? "was stopped already" : "stopped")}"
        : reply.Outcome is { } outcome ? $"{run.Id} {outcome}, exit code {reply.ExitCode}"
        : $"{run.Id} has ended";
}
