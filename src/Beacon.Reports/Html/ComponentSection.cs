using Beacon.Plans;
using Beacon.Records.Events;

namespace Beacon.Reports.Html;

/// <summary>The table of the components: their results and resource usage.</summary>
internal static class ComponentSection
{
    public static void Write(HtmlWriter html, RunResult run)
    {
        using var section = html.Section("Components");
        using var scroll = html.Scrolling("components");
        using var table = html.Open("table", ("class", "wide"));
        html.Headings([
            "component",
            "ready after",
            "exit",
            "restarts",
            "CPU",
            "peak memory",
            "threads",
            "switches",
            "of these forced",
            "read",
            "written",
        ]);
        foreach (var component in run.Components)
            WriteRow(html, component, run.Cause?.Component == component.Name);
    }

    private static void WriteRow(HtmlWriter html, ComponentResult component, bool isCulprit)
    {
        using var row = html.Open("tr", ("class", isCulprit ? "culprit" : null));
        using (html.Open("th", ("scope", "row")))
        {
            html.Text(component.Title);
            html.Element("small", component.Title == component.Name ? "" : component.Name);
        }

        html.Cells(
            component.ReadyAfter is { } ready ? Durations.Rounded(ready) : "–",
            component.Exit?.ToString() + (component.Killed ? ", killed" : "") is { Length: > 0 } exit ? exit : "never started",
            Figures.Count(component.Restarts),
            component.CpuTime is { } cpu ? Durations.Rounded(cpu) : "–",
            component.MaxRssBytes is { } rss ? Figures.Bytes(rss) : "–",
            component.MaxThreads is { } threads ? Figures.Count(threads) : "–",
            component.Usage is { } usage ? Figures.Count(usage.VoluntarySwitches + usage.InvoluntarySwitches) : "–",
            component.Usage is { } forced ? Figures.Count(forced.InvoluntarySwitches) : "–",
            component.Usage?.ReadBytes is { } read ? Figures.Bytes(read) : "–",
            component.Usage?.WrittenBytes is { } written ? Figures.Bytes(written) : "–"
        );
    }
}
