using System.Globalization;
using Beacon.Records.Events;

namespace Beacon.Actors.Host.Console;

/// <summary>
/// The table of the components. Where the terminal is too narrow, columns are left out, the least useful first; where it is too low, the
/// components that need attention are shown and the others are counted.
/// </summary>
internal sealed class ComponentRows(int width)
{
    private const int Gap = 2;
    private const int CountersMinimum = 10;
    private const int LongestName = 40;

    private static readonly Column[] Columns =
    [
        new("component", IsRight: false, Use: 10, (component, _) => component.Title),
        new("state", IsRight: false, Use: 9, (component, _) => StateOf(component).Text),
        new("cpu", IsRight: true, Use: 8, (component, _) => CpuOf(component)),
        new("memory", IsRight: true, Use: 7, (component, _) => MemoryOf(component)),
        new("uptime", IsRight: true, Use: 3, UptimeOf),
        new("pid", IsRight: true, Use: 2, (component, _) => component.Pid is { } pid ? $"{pid}" : ""),
        new("restarts", IsRight: true, Use: 1, (component, _) => component.Incarnation > 1 ? $"{component.Incarnation - 1}" : ""),
    ];

    /// <summary>A column: how its cells are made, and how useful it is; the least useful is left out first.</summary>
    private sealed record Column(string Heading, bool IsRight, int Use, Func<ComponentSnapshot, TimeSpan, string> CellOf);

    /// <summary>The rows, with their headings and what is left out, in no more lines than there are.</summary>
    public IEnumerable<StyledLine> Lines(RunSnapshot snapshot, TimeSpan elapsed, int room)
    {
        var isWhole = snapshot.Components.Count + 1 <= room;
        var shown = isWhole ? [.. snapshot.Components] : MostUrgent(snapshot.Components, Math.Max(0, room - 2));
        var rows = shown
            .Select(component => (component, Cells: Columns.Select(column => column.CellOf(component, elapsed)).ToArray()))
            .ToList();
        var widths = Columns
            .Select((column, index) => rows.Select(row => StyledLine.WidthOf(row.Cells[index])).Append(column.Heading.Length).Max())
            .ToArray();
        widths[0] = Math.Min(widths[0], LongestName);
        if (rows.TrueForAll(row => row.Cells[^1].Length == 0))
            widths[^1] = 0;
        FitIn(widths);

        yield return LineOf(
            [.. Columns.Select(column => column.Heading)],
            widths,
            _ => Tint.Grey,
            "counters",
            Tint.Grey,
            rows.Exists(HasCounters)
        );
        foreach (var (component, cells) in rows)
            yield return LineOf(
                cells,
                widths,
                column => column == 1 ? StateOf(component).Tint : Tint.None,
                CountersOf(component),
                Tint.None,
                true
            );
        if (!isWhole)
            yield return new StyledLine().Add(Rest(snapshot.Components.Except(shown)), Tint.Grey);
    }

    private static bool HasCounters((ComponentSnapshot Component, string[] Cells) row) => !row.Component.Counters.IsEmpty;

    // Columns of no width are left out.
    private void FitIn(int[] widths)
    {
        foreach (var column in Columns.Index().OrderBy(column => column.Item.Use).Select(column => column.Index))
        {
            if (Total(widths) < width || column == 0)
                break;
            widths[column] = 0;
        }

        widths[0] = Math.Max(1, Math.Min(widths[0], width - 1));
    }

    private static int Total(int[] widths) => widths.Where(each => each > 0).Sum(each => each + Gap) - Gap;

    private StyledLine LineOf(string[] cells, int[] widths, Func<int, Tint> tint, string counters, Tint countersTint, bool withCounters)
    {
        var line = new StyledLine();
        var end = 0;
        foreach (var (index, column) in Columns.Index())
        {
            if (widths[index] == 0)
                continue;
            if (end > 0)
                line.PadTo(end + Gap);
            var cell = StyledLine.Cut(cells[index], widths[index]);
            end = (index == 0 ? 0 : end + Gap) + widths[index];
            if (column.IsRight)
                line.PadTo(end - StyledLine.WidthOf(cell));
            line.Add(cell, tint(index));
        }

        if (withCounters && counters.Length > 0 && width - 1 - end - Gap >= CountersMinimum)
            line.PadTo(end + Gap).Add(counters, countersTint);
        return line;
    }

    // Those whose state asks for attention first, in start order otherwise.
    private static List<ComponentSnapshot> MostUrgent(IReadOnlyList<ComponentSnapshot> components, int count)
    {
        var places = components.Index().ToDictionary(entry => entry.Item.Name, entry => entry.Index);
        return [.. components.OrderBy(component => UrgencyOf(component.State)).Take(count).OrderBy(component => places[component.Name])];
    }

    private static int UrgencyOf(ComponentState state) =>
        state switch
        {
            ComponentState.GaveUp => 0,
            ComponentState.Restarting => 1,
            ComponentState.Stopping => 2,
            ComponentState.Launching or ComponentState.Running => 3,
            ComponentState.Ready => 4,
            _ => 5,
        };

    private static string Rest(IEnumerable<ComponentSnapshot> rest)
    {
        var counts = rest.GroupBy(component => StateOf(component).Text).Select(group => (group.Key, Count: group.Count())).ToList();
        return counts is [var (state, count)]
            ? $"{count} more {state}"
            : $"{counts.Sum(each => each.Count)} more: {string.Join(", ", counts.Select(each => $"{each.Count} {each.Key}"))}";
    }

    private static (string Text, Tint Tint) StateOf(ComponentSnapshot component) =>
        component.State switch
        {
            ComponentState.Ready => ("ready", Tint.Green),
            ComponentState.Stopping => ("stopping", Tint.Yellow),
            ComponentState.Restarting => ("restarting", Tint.Yellow),
            ComponentState.GaveUp => ("gave up", Tint.Red),
            ComponentState.Stopped => ("stopped", Tint.Yellow),
            ComponentState.Running => ("starting", Tint.None),
            ComponentState.Launching => ("launching", Tint.None),
            ComponentState.Exited when component.Exit is { Code: 0 } => ("exited 0", Tint.Grey),
            ComponentState.Exited when component.Exit is { Signal: { } signal } => (signal.ToString(), Tint.Yellow),
            ComponentState.Exited when component.Exit is { Code: { } code } => ($"exited {code}", Tint.Yellow),
            ComponentState.Exited => ("exited", Tint.Grey),
            _ => ("waiting", Tint.Grey),
        };

    private static string CpuOf(ComponentSnapshot component) =>
        component.Usage is null || component.ExitedAt is not null ? "" : component.CpuShare.ToString("0.0 %", CultureInfo.InvariantCulture);

    private static string MemoryOf(ComponentSnapshot component) =>
        component.Usage is { } usage && component.ExitedAt is null
            ? string.Create(CultureInfo.InvariantCulture, $"{usage.RssBytes / 1048576.0:0.0} MiB")
            : "";

    private static string UptimeOf(ComponentSnapshot component, TimeSpan elapsed) =>
        component.StartedAt is { } started ? DurationText.Clock((component.ExitedAt ?? elapsed) - started) : "";

    private static string CountersOf(ComponentSnapshot component) =>
        string.Join("  ", component.Counters.Values.Select(counter => $"{counter.Name} {counter.Text}"));
}
