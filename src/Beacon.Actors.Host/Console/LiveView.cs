using System.Globalization;
using Beacon.Plans;
using Beacon.Records.Events;
using Spectre.Console;
using Spectre.Console.Rendering;
using static Beacon.Plans.Durations;

namespace Beacon.Actors.Host.Console;

/// <summary>The live part of the screen: a progress bar, and a table with the state of each component.</summary>
internal static class LiveView
{
    private const int BarWidth = 30;

    public static IRenderable Of(RunPlan plan, RunSnapshot snapshot, TimeSpan elapsed)
    {
        var table = new Table().SimpleBorder();
        foreach (var column in new[] { "component", "state", "pid", "uptime", "cpu", "memory", "restarts", "counters" })
            table.AddColumn(new TableColumn($"[grey]{column}[/]"));
        foreach (var index in Enumerable.Range(3, 4))
            table.Columns[index].RightAligned();
        foreach (var component in snapshot.Components)
            table.AddRow(
                ScreenText.Escape(component.Name),
                StateOf(component),
                component.Pid is { } pid ? $"{pid}" : "",
                component.StartedAt is { } started ? Rounded(Uptime(started, component.ExitedAt ?? elapsed)) : "",
                component.Usage is null || component.ExitedAt is not null
                    ? ""
                    : component.CpuShare.ToString("0.0 %", CultureInfo.InvariantCulture),
                component.Usage is { } usage && component.ExitedAt is null
                    ? string.Create(CultureInfo.InvariantCulture, $"{usage.RssBytes / 1048576.0:0.0} MiB")
                    : "",
                $"{Math.Max(0, component.Incarnation - 1)}",
                ScreenText.Escape(string.Join("  ", component.Counters.Values.Select(counter => $"{counter.Name} {counter.Text}")))
            );
        return new Rows(new Markup(Bar(plan, snapshot, elapsed) + Machine(snapshot)), table);
    }

    private static string Bar(RunPlan plan, RunSnapshot snapshot, TimeSpan elapsed)
    {
        if (snapshot.State == RunState.Stopping)
            return "[yellow]stopping[/]";
        if (snapshot.OperationalAfter is not { } operational)
            return $"starting, {Rounded(elapsed)}";

        var run = elapsed - operational;
        if (plan.Duration is not { } duration)
            return $"running, {Rounded(run)}";

        var share = Math.Clamp(run / duration, 0, 1);
        var filled = (int)(share * BarWidth);
        var left = duration > run ? duration - run : TimeSpan.Zero;
        var bar = $"[green]{new string('█', filled)}[/][grey]{new string('░', BarWidth - filled)}[/]";
        return $"{bar} {Rounded(run < duration ? run : duration)} of {Rounded(duration)}, {Rounded(left)} left";
    }

    private static string Machine(RunSnapshot snapshot) =>
        snapshot.Machine is { BusyCores: { } busy } machine
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"[grey]   machine {busy:0.0} cores busy{(machine.CpuWaitingShare is { } waiting ? $", {waiting:0 %} contended" : "")}[/]"
            )
            : "";

    private static string StateOf(ComponentSnapshot component) =>
        component.State switch
        {
            ComponentState.Ready => "[green]ready[/]",
            ComponentState.Stopping => "[yellow]stopping[/]",
            ComponentState.Restarting => "[yellow]restarting[/]",
            ComponentState.GaveUp => "[red]gave up[/]",
            ComponentState.Exited when component.Exit is { Code: 0 } => "[grey]exited 0[/]",
            ComponentState.Exited when component.Exit is { } exit =>
                $"[yellow]{(exit.Signal is { } signal ? signal.ToString() : $"exited {exit.Code}")}[/]",
            var state => state.ToString().ToLowerInvariant(),
        };

    // The start of a component may be later than the displayed time, which was read before.
    private static TimeSpan Uptime(TimeSpan started, TimeSpan now) => now > started ? now - started : TimeSpan.Zero;
}
