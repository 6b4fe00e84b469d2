using System.CommandLine;
using System.Globalization;
using Beacon.Actors.Control.Client;
using Beacon.Actors.Control.Protocol;
using Beacon.Actors.Host.Console;
using Beacon.Actors.Host.Invocation;
using Beacon.Plans;
using Beacon.Plans.Text;

namespace Beacon.Actors.Host.Commands;

/// <summary><c>beacon ps</c>: the living runs and what their components do.</summary>
internal static class PsCommand
{
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(5);
    private static readonly string[] Headings = ["component", "state", "pid", "uptime", "cpu", "memory", "restarts", "counters"];

    public static Command Create(ControlContext context)
    {
        var run = ControlContext.RunOption();
        var all = new Option<bool>("--all") { Description = "the runs of all results folders of this user" };
        return context.With(
            new Command("ps", "show the living runs and what their components do") { run, all },
            async (parsed, settings, results) =>
            {
                IReadOnlyList<LivingRun> runs =
                    parsed.GetValue(run) is { } selector ? [ControlContext.Select(selector, results)]
                    : parsed.GetValue(all) ? LivingRun.OfUser()
                    : LivingRun.In(results);
                if (runs.Count == 0 && !settings.Json)
                    await context.Output.WriteLineAsync(parsed.GetValue(all) ? "nothing runs" : $"nothing runs in {results}");
                foreach (var living in runs)
                    await ShowAsync(context, settings, living);
                return ExitCodes.Success;
            }
        );
    }

    private static async Task ShowAsync(ControlContext context, CommandSettings settings, LivingRun run)
    {
        try
        {
            using var patience = new CancellationTokenSource(AnswerWithin);
            using var client = await run.ConnectAsync(patience.Token);
            var state = await client.StateAsync(patience.Token);
            if (!state.Ok)
                return;
            if (settings.Json)
                await context.Output.WriteLineAsync(ControlLines.Of(state));
            else
                Write(context.Output, state);
        }
        catch (Exception exception) when (exception is ControlException or OperationCanceledException)
        {
            // It may have ended meanwhile.
            if (LivingRun.In(run.Results).Contains(run))
                await context.Error.WriteLineAsync(
                    $"beacon: {(exception is ControlException ? ExceptionText.Of(exception) : $"{run.Id} does not answer")}"
                );
        }
    }

    private static void Write(TextWriter output, StateReply state)
    {
        var length = state.DurationMs is { } duration ? $" of {Durations.Rounded(TimeSpan.FromMilliseconds(duration))}" : "";
        var problems =
            state.Problems == 0 ? ""
            : state.Problems == 1 ? ", 1 problem"
            : $", {state.Problems} problems";
        var label = state.Label is { } text ? $" · {Beacon.Records.Events.RunLabel.Shown(text)}" : "";
        output.WriteLine(
            $"{state.Run}: {state.State}, {Durations.Rounded(TimeSpan.FromMilliseconds(state.ElapsedMs))}{length}{problems}{label}"
        );
        TextTable.Write(output, Headings, [.. state.Components.Select(CellsOf)], "  ");
    }

    private static string[] CellsOf(ComponentState component) =>
        [
            component.Name,
            component.State.Replace('_', ' ')
                + (
                    component.Signal is { } signal ? $" ({signal})"
                    : component.ExitCode is { } code and not 0 ? $" ({code})"
                    : ""
                ),
            component.UptimeMs is null ? "" : $"{component.Pid}",
            component.UptimeMs is { } uptime ? Durations.Rounded(TimeSpan.FromMilliseconds(uptime)) : "",
            component.UptimeMs is null ? "" : string.Create(CultureInfo.InvariantCulture, $"{component.CpuShare * 100:0.0} %"),
            component.RssBytes is { } bytes ? string.Create(CultureInfo.InvariantCulture, $"{bytes / 1048576.0:0.0} MiB") : "",
            component.Restarts == 0 ? "" : $"{component.Restarts}",
            string.Join(
                ", ",
                component.Counters.Select(counter =>
                    $"{new UntrustedText(counter.Name)} {counter.Value.ToString("#,0.###", CultureInfo.InvariantCulture)}"
                    + (counter.Unit.Length > 0 ? $" {new UntrustedText(counter.Unit)}" : "")
                )
            ),
        ];
}
