using Beacon.Plans;

namespace Beacon.Reports.Html;

/// <summary>The last lines of the output of each component.</summary>
internal static class LogSection
{
    public static void Write(HtmlWriter html, ReportData data)
    {
        if (data.Tails.Count == 0)
            return;
        using var section = html.Section("Last output");
        foreach (var component in data.Result.Components)
        {
            if (!data.Tails.TryGetValue(component.Name, out var tails))
                continue;
            using var details = html.Open("details", ("open", data.Result.Cause?.Component == component.Name ? "" : null));
            html.Element("summary", component.Title);
            foreach (var (stream, lines) in tails)
            {
                html.Element("p", stream == OutputStream.Stdout ? "standard output" : "standard error", ("class", "stream"));
                html.Output(lines);
            }

            if (!component.Logs.IsEmpty)
                WriteFiles(html, component.Logs);
        }
    }

    private static void WriteFiles(HtmlWriter html, IReadOnlyCollection<string> logs)
    {
        const int Shown = 12;
        using var line = html.Open("p", ("class", "note"));
        html.Text("Complete logs: ");
        foreach (var log in logs.Take(Shown))
        {
            html.Element("a", log, ("href", $"./{string.Join('/', log.Split('/').Select(Uri.EscapeDataString))}"));
            html.Text(" ");
        }

        if (logs.Count > Shown)
            html.Text($"and {logs.Count - Shown} more");
    }
}
