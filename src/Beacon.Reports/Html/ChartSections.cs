using System.Globalization;
using Beacon.Records.Layout;

namespace Beacon.Reports.Html;

/// <summary>The charts of resource usage and live counters over time.</summary>
internal static class ChartSections
{
    public static void WriteResources(HtmlWriter html, ReportData data)
    {
        if (data.Resources.Count == 0 && data.Machine.Count == 0)
            return;
        using var section = html.Section("Resources");
        using var charts = html.Open("div", ("class", "charts"));
        var time = Axis.Of(data.Result.Elapsed);
        new LineChart("CPU, in cores", "cores", time).Write(html, SeriesOf(data, "cpuShare"));
        new LineChart("Memory, resident", "bytes", time).Write(html, SeriesOf(data, "rssBytes"));
        new LineChart("Input and output, storage", "bytes/s", time).Write(html, [.. SeriesOf(data, "ioBytes").Select(RateOf)]);
        var cores = data.Result.Environment?.Cores;
        new LineChart("The machine: busy cores", "cores", time).Write(
            html,
            Machine(data, ("busyCores", "busy")),
            cores is null ? null : string.Create(CultureInfo.InvariantCulture, $"Of {cores} cores, for all processes.")
        );
        new LineChart("The machine: share of time in which a thread waited", "share", time).Write(
            html,
            Machine(data, ("cpuWaitingShare", "for a core"), ("ioWaitingShare", "for a disk"), ("memoryWaitingShare", "for memory"))
        );
    }

    public static void WriteCounters(HtmlWriter html, ReportData data)
    {
        if (data.Counters.Count == 0)
            return;
        using var section = html.Section("Live counters");
        html.Note("Read from live output, best effort. The statistics above are exact.");
        var time = Axis.Of(data.Result.Elapsed);
        using (html.Open("div", ("class", "charts small")))
            foreach (var ((component, name), points) in data.Counters)
                new LineChart($"{data.TitleOf(component)}: {name}", "", time).Write(
                    html,
                    [new Series(name, data.PlaceOf(component), points)]
                );
        if (data.CountersInAll > data.Counters.Count)
            html.Note(
                $"The first {data.Counters.Count} of {Figures.Count(data.CountersInAll)} counters; {RecordLayout.EventsFile} has all."
            );
    }

    private static IReadOnlyList<Series> SeriesOf(ReportData data, string column) =>
        data.Resources.TryGetValue(column, out var components)
            ?
            [
                .. data
                    .Result.Components.Where(component => components.ContainsKey(component.Name))
                    .Select(component => new Series(component.Title, data.PlaceOf(component.Name), components[component.Name])),
            ]
            : [];

    private static IReadOnlyList<Series> Machine(ReportData data, params (string Column, string Name)[] columns) =>
        [
            .. columns
                .Index()
                .Where(column => data.Machine.ContainsKey(column.Item.Column))
                .Select(column => new Series(column.Item.Name, column.Index, data.Machine[column.Item.Column])),
        ];

    // A new incarnation counts from zero.
    private static Series RateOf(Series total)
    {
        var rates = new List<(double Seconds, double Value)>();
        foreach (var (before, after) in total.Points.Zip(total.Points.Skip(1)))
            if (after.Seconds > before.Seconds && after.Value >= before.Value)
                rates.Add((after.Seconds, (after.Value - before.Value) / (after.Seconds - before.Seconds)));
        return total with { Points = rates };
    }
}
