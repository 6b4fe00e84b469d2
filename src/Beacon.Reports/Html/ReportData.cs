using System.Collections.Immutable;
using Beacon.Plans;
using Beacon.Plans.Secrets;
using Beacon.Plans.Text;
using Beacon.Processes.Files;
using Beacon.Records.Events;
using Beacon.Records.Layout;
using Beacon.Records.Reading;
using Beacon.Records.Statistics;
using Points = System.Collections.Generic.List<(double Seconds, double Value)>;

namespace Beacon.Reports.Html;

/// <summary>The data of a report, read from the record.</summary>
internal sealed class ReportData
{
    private const int TailLines = 40;
    private const int TailLinesOfMany = 8;
    private const int Many = 25;

    private readonly List<RunEvent> _events = [];

    public ReportData(RunResult result, RunPlan? plan) => (Result, Dependencies) = (result, DependenciesIn(plan));

    /// <summary>The result; of a run that lasts, as far as it is known.</summary>
    public RunResult Result { get; set; }

    /// <summary>The events without statistics.</summary>
    public IReadOnlyList<RunEvent> Events => _events;

    public IReadOnlyList<ComponentSpan> Spans => ComponentSpan.Of(_events);

    /// <summary>The dependencies of the components; empty: the plan could not be read.</summary>
    public ImmutableDictionary<string, ImmutableArray<(string Component, bool ForExit)>> Dependencies { get; }

    /// <summary>The resource usage by column, then by component.</summary>
    public Dictionary<string, Dictionary<string, Points>> Resources { get; } = [];

    /// <summary>The load of the machine by column.</summary>
    public Dictionary<string, Points> Machine { get; } = [];

    /// <summary>The live counters by component and name, in the order of their first occurrence.</summary>
    public OrderedDictionary<(string Component, string Name), Points> Counters { get; } = [];

    /// <summary>The last lines of each non-empty stream, by component.</summary>
    public Dictionary<string, List<(OutputStream Stream, ImmutableArray<string> Lines)>> Tails { get; } = [];

    /// <summary>The display name of a component.</summary>
    public string TitleOf(string component) => Result.Components.FirstOrDefault(one => one.Name == component)?.Title ?? component;

    /// <summary>Reads the data of a result from its record.</summary>
    /// <param name="folder">The path of the record folder.</param>
    /// <param name="result">The result.</param>
    /// <param name="mask">The mask of the plan; null: the values of declared secrets are not known.</param>
    /// <exception cref="IOException">The record can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The record may not be read.</exception>
    public static ReportData Read(RecordFolder folder, RunResult result, SecretMask? mask)
    {
        var plan = PlanIn(folder);
        var data = new ReportData(result, plan);
        foreach (var happened in RunRecord.EventsOf(folder))
            data.Add(happened);
        foreach (var row in CsvRows.Read(folder, RecordLayout.ResourcesFile))
            data.AddUsage(row);
        foreach (var row in CsvRows.Read(folder, RecordLayout.MachineFile))
            data.AddMachine(row);
        if (mask is not null || plan?.Secrets.IsEmpty == true)
            data.ReadTails(folder, mask ?? SecretMask.ByForm);
        return data;
    }

    /// <summary>Adds the next event of the run.</summary>
    public void Add(RunEvent happened)
    {
        if (happened is not StatisticReported reported)
            _events.Add(happened);
        else if (!reported.Final && double.IsFinite(reported.Statistic.Value))
            Of(Counters, (reported.Component, $"{reported.Statistic.Name}")).Add((happened.Elapsed.TotalSeconds, reported.Statistic.Value));
    }

    /// <summary>Adds a row of the samples of a component.</summary>
    public void AddUsage(CsvRows row)
    {
        var written = row.Number("readBytes") is { } read && row.Number("writtenBytes") is { } bytes ? read + bytes : (double?)null;
        foreach (
            var (column, value) in new[]
            {
                ("cpuShare", row.Number("cpuShare")),
                ("rssBytes", row.Number("processes") == 0 ? null : row.Number("rssBytes")),
                ("ioBytes", written),
            }
        )
            if (value is { } number)
                Of(Of(Resources, column), row.Text("component")).Add((row.Number("elapsedMs")!.Value / 1000, number));
    }

    /// <summary>Adds a row of the samples of the machine.</summary>
    public void AddMachine(CsvRows row)
    {
        foreach (var column in new[] { "busyCores", "cpuWaitingShare", "ioWaitingShare", "memoryWaitingShare" })
            if (row.Number(column) is { } number)
                Of(Machine, column).Add((row.Number("elapsedMs")!.Value / 1000, number));
    }

    private void ReadTails(RecordFolder record, SecretMask mask)
    {
        var lines = Result.Components.Length > Many ? TailLinesOfMany : TailLines;
        foreach (var component in Result.Components)
        foreach (var stream in Enum.GetValues<OutputStream>())
        {
            var tail = LogTail
                .Read(record, RecordLayout.LogOf(component.Name, stream), lines)
                .Select(line => mask.Mask(TerminalText.LastShown(line)))
                .ToImmutableArray();
            if (tail.Length > 0)
                Of(Tails, component.Name).Add((stream, tail));
        }
    }

    private static RunPlan? PlanIn(RecordFolder folder)
    {
        try
        {
            return RunRecord.PlanOf(folder);
        }
        catch (InvalidPlanException)
        {
            // A plan of another version can't be read; the report then has no critical path, and no lines that it might call secret.
            return null;
        }
    }

    private static ImmutableDictionary<string, ImmutableArray<(string, bool)>> DependenciesIn(RunPlan? plan) =>
        plan?.Components.ToImmutableDictionary(
            component => component.Name,
            component =>
                component
                    .DependsOn.Select(dependency => (dependency.Component, dependency.Condition == DependencyCondition.Completed))
                    .ToImmutableArray()
        )
        ?? [];

    private static TValue Of<TKey, TValue>(IDictionary<TKey, TValue> map, TKey key)
        where TKey : notnull
        where TValue : new()
    {
        if (!map.TryGetValue(key, out var value))
            map[key] = value = new TValue();
        return value;
    }
}
