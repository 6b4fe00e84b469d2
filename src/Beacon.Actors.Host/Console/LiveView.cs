using System.Globalization;
using Beacon.Plans;
using Beacon.Records.Events;
using static Beacon.Actors.Host.Console.DurationText;
using static Beacon.Plans.Durations;

namespace Beacon.Actors.Host.Console;

/// <summary>
/// What the live region shows of a run: its progress in one line, or who is waited for while it stops; then the components, as many as
/// there is room for.
/// </summary>
internal sealed class LiveView(RunPlan plan)
{
    private static readonly int[] BarWidths = [30, 20, 10];

    // Something of what scrolls above should stay visible.
    private const int RowsLeftAbove = 2;

    /// <summary>The lines to show, none wider than the terminal.</summary>
    public IReadOnlyList<StyledLine> Lines(RunSnapshot snapshot, TimeSpan elapsed, int width, int height)
    {
        var room = Math.Max(1, height - RowsLeftAbove);
        List<StyledLine> lines = [Progress(snapshot, elapsed, width)];
        if (room > 3)
            lines.AddRange(new ComponentRows(width).Lines(snapshot, elapsed, room - lines.Count));
        return [.. lines.Select(line => line.CutTo(width - 1))];
    }

    // Where there is no room, the bar is shortened first; then the load of the machine is left out.
    private StyledLine Progress(RunSnapshot snapshot, TimeSpan elapsed, int width)
    {
        var load = snapshot is { State: not RunState.Stopping, Machine: { BusyCores: { } busy } machine }
            ? Machine(busy, machine.CpuWaitingShare)
            : "";
        return BarWidths.Select(bar => Phase(snapshot, elapsed, bar).Add(load, Tint.Grey)).FirstOrDefault(line => line.Width < width)
            ?? Phase(snapshot, elapsed, BarWidths[^1]);
    }

    private StyledLine Phase(RunSnapshot snapshot, TimeSpan elapsed, int barWidth) =>
        snapshot.State switch
        {
            RunState.Stopping => Stopping(snapshot, elapsed),
            RunState.Starting => new StyledLine().Add($"starting, {Clock(elapsed)}").Add($"   {CountOf(snapshot)}", Tint.Grey),
            _ => Running(elapsed - (snapshot.OperationalAfter ?? elapsed), barWidth),
        };

    private StyledLine Running(TimeSpan since, int barWidth)
    {
        if (plan.Duration is not { } duration)
            return new StyledLine().Add($"running, {Clock(since)}").Add($" · Ctrl+C stops", Tint.Grey);

        var done = TimeSpan.FromTicks(Math.Clamp(since.Ticks, 0, duration.Ticks));
        var filled = (int)(done / duration * barWidth);
        return new StyledLine()
            .Add(new string('█', filled), Tint.Green)
            .Add(new string('░', barWidth - filled), Tint.Grey)
            .Add($" {Clock(done)} of {Format(duration)}")
            .Add($" · Ctrl+C stops", Tint.Grey);
    }

    // Which components are waited for, and for how long before they are killed.
    private StyledLine Stopping(RunSnapshot snapshot, TimeSpan elapsed)
    {
        var line = new StyledLine().Add("stopping", Tint.Yellow);
        var waitedFor = snapshot.Components.Where(component => component.State == ComponentState.Stopping).ToList();
        if (waitedFor.Count > 0)
            line.Add(" ").Add(string.Join(", ", waitedFor.Select(component => Waited(component, elapsed))));
        return line.Add($" · Ctrl+C kills", Tint.Grey);
    }

    private string Waited(ComponentSnapshot component, TimeSpan elapsed) =>
        component.StoppingSince is { } since
            ? $"{component.Title} ({Clock(elapsed - since)} of {Format(plan.Component(component.Name).Stop.Timeout)})"
            : component.Title;

    private static string CountOf(RunSnapshot snapshot) =>
        $"{snapshot.Components.Count(component => component.State == ComponentState.Ready)} of {snapshot.Components.Count} ready";

    private static string Machine(double busy, double? waiting) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"   machine {busy:0.0} cores busy{(waiting is { } share ? $", {share:0 %} contended" : "")}"
        );
}
