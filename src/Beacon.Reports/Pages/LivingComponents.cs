using System.Globalization;
using Beacon.Plans;
using Beacon.Records.Events;
using Beacon.Records.Json;
using Beacon.Records.Reading;
using Beacon.Reports.Html;

namespace Beacon.Reports.Pages;

/// <summary>
/// The components of a run that lasts: what each does, uses and counts, with what can be done to it. A row is rendered anew only if
/// something of it has changed.
/// </summary>
internal sealed class LivingComponents(LivingRecord run, LivingData living)
{
    private const int MostCounters = 4;
    private const string Rows = "component-rows";

    private static readonly string[] Orders = ["start", "restart", "stop", "kill", "signal"];

    private readonly Dictionary<string, (ComponentSnapshot Component, LatestUsage? Usage, PageSection Row)> _rows = [];
    private PageSection? _table;
    private int _tableOf = -1;

    /// <summary>The table, then its rows.</summary>
    public IEnumerable<PageSection> Render()
    {
        var components = run.Snapshot.Components;
        if (_table is null || _tableOf != components.Count)
            (_table, _tableOf) = (PageSection.Of("components", html => WriteTable(html, components.Count)), components.Count);
        yield return _table;
        foreach (var component in components.Take(HtmlWriter.MostRows))
        {
            var usage = component is { StartedAt: not null, ExitedAt: null } ? living.UsageOf(component.Name) : null;
            if (!_rows.TryGetValue(component.Name, out var known) || !ReferenceEquals(known.Component, component) || known.Usage != usage)
            {
                var row = PageSection.Of($"component:{component.Name}", html => WriteRow(html, component, usage));
                _rows[component.Name] = known = (component, usage, row with { Within = Rows });
            }

            yield return known.Row;
        }
    }

    private static void WriteTable(HtmlWriter html, int count)
    {
        using var section = html.Section("Components");
        using (html.Scrolling("components"))
        using (html.Open("table", ("class", "living-components")))
        {
            using (html.Open("thead"))
                html.Headings(["component", "state", "pid", "up", "CPU", "memory", "restarts", "counters", "orders"]);
            html.Element("tbody", "", ("id", Rows));
        }

        if (count > HtmlWriter.MostRows)
            html.Note($"The first {Figures.Count(HtmlWriter.MostRows)} of {Figures.Count(count)} components.");
    }

    private void WriteRow(HtmlWriter html, ComponentSnapshot component, LatestUsage? usage)
    {
        var isUp = component is { StartedAt: not null, ExitedAt: null };
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
                WriteEndpoint(html, link);
        }

        html.Element("td", StateOf(component), ("class", "state"));
        using (html.Open("td"))
            if (isUp)
            {
                html.Text($"{component.Pid}");
                CopyButton.Write(html, $"{component.Pid}", $"the pid of {component.Title}");
            }

        // The script counts on, so that the row does not change with each second.
        html.Element(
            "td",
            isUp ? Durations.Rounded(Whole(living.Elapsed - component.StartedAt!.Value)) : "",
            ("data-since", isUp ? component.StartedAt!.Value.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture) : null)
        );
        html.Cells(usage?.Cpu ?? "", usage?.Memory ?? "", component.Incarnation > 1 ? Figures.Count(component.Incarnation - 1) : "");
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

    private static void WriteEndpoint(HtmlWriter html, string link)
    {
        var address = link[(link.IndexOf("://", StringComparison.Ordinal) + 3)..];
        using var endpoint = html.Open("span", ("class", "endpoint"));
        html.Element("a", link, ("href", link), ("rel", "noreferrer"), ("target", "_blank"));
        CopyButton.Write(html, address, $"the address {address}");
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
