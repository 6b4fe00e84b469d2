using Beacon.Plans;
using Beacon.Records.Events;
using Beacon.Records.Json;
using Beacon.Records.Reading;
using Beacon.Reports.Html;

namespace Beacon.Reports.Pages;

/// <summary>The components of a run that lasts: what each does, uses and counts, with what can be done to it.</summary>
internal static class LivingComponents
{
    private const int MostCounters = 4;

    private static readonly string[] Orders = ["start", "restart", "stop", "kill", "signal"];

    public static void Write(HtmlWriter html, LivingRecord run, LivingData living)
    {
        using var section = html.Section("Components");
        using var scroll = html.Scrolling("components");
        using var table = html.Open("table", ("class", "living-components"));
        html.Headings(["component", "state", "pid", "up", "CPU", "memory", "restarts", "counters", "orders"]);
        foreach (var component in run.Snapshot.Components.Take(HtmlWriter.MostRows))
            WriteRow(html, component, run, living);
    }

    private static void WriteRow(HtmlWriter html, ComponentSnapshot component, LivingRecord run, LivingData living)
    {
        var isUp = component is { StartedAt: not null, ExitedAt: null };
        var usage = isUp ? living.UsageOf(component.Name) : null;
        using var row = html.Open("tr", ("data-key", component.Name), ("class", $"state-{JsonValues.NameOf(component.State)}"));
        using (html.Open("th", ("scope", "row")))
        {
            html.Element(
                "a",
                component.Title,
                (
                    "href",
                    $"/runs/{Uri.EscapeDataString(Path.GetFileName(run.Folder.Path))}/logs?component={Uri.EscapeDataString(component.Name)}"
                ),
                ("title", "its log")
            );
            foreach (var link in living.LinksOf(component.Name))
                html.Element("a", link, ("class", "endpoint"), ("href", link), ("rel", "noreferrer"), ("target", "_blank"));
        }

        html.Element("td", StateOf(component), ("class", "state"));
        html.Cells(
            isUp ? $"{component.Pid}" : "",
            isUp && component.StartedAt is { } started ? Durations.Rounded(Whole(living.Elapsed - started)) : "",
            usage is null ? "" : Figures.Percent(usage.CpuShare),
            usage?.RssBytes is { } bytes ? Figures.Bytes(bytes) : "",
            component.Incarnation > 1 ? Figures.Count(component.Incarnation - 1) : ""
        );
        html.Element(
            "td",
            string.Join(" · ", component.Counters.Values.Take(MostCounters).Select(counter => $"{counter.Name} {counter.Text}")),
            ("class", "counters")
        );
        using var orders = html.Open("td", ("class", "orders"));
        foreach (var order in Orders.Where(order => Applies(order, component)))
            html.Element(
                "button",
                order,
                ("type", "button"),
                ("data-order", order),
                ("data-component", component.Name),
                ("aria-label", $"{order} {component.Title}")
            );
    }

    private static bool Applies(string order, ComponentSnapshot component) =>
        component.State switch
        {
            ComponentState.Running or ComponentState.Ready => order != "start",
            ComponentState.Stopping => order is "kill" or "signal",
            ComponentState.Stopped => order == "start",
            ComponentState.Waiting or ComponentState.Launching or ComponentState.Restarting => order == "stop",
            _ => false,
        };

    private static string StateOf(ComponentSnapshot component) =>
        JsonValues.NameOf(component.State).Replace('_', ' ')
        + (component is { State: ComponentState.Exited or ComponentState.GaveUp, Exit: { } exit } ? $", {exit}" : "");

    private static TimeSpan Whole(TimeSpan time) => TimeSpan.FromSeconds(Math.Floor(Math.Max(0, time.TotalSeconds)));
}
