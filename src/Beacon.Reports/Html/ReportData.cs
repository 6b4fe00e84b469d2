using System.Collections.Frozen;
using System.Collections.Immutable;
using Beacon.Plans;
using Beacon.Plans.Secrets;
using Beacon.Plans.Text;
using Beacon.Processes.Files;
using Beacon.Records.Events;
using Beacon.Records.Layout;
using Beacon.Records.Reading;
using Beacon.Records.Statistics;

namespace Beacon.Reports.Html;

/// <summary>The data of a report, read from the record.</summary>
internal sealed class ReportData
{
    private const int TailLines = 40;
    private const int TailLinesOfMany = 8;
    private const int Many = 25;

    /// <summary>The maximum number of live counters that have a curve.</summary>
    public const int CountersAtMost = 60;

    // A chart draws the curves of few components; those of many are kept more coarsely.
    private const int PointsInAll = 400_000;
    private const int PointsAtLeast = 200;

    private readonly HashSet<(string Component, string Name)> _counters = [];
    private FrozenDictionary<string, (int Place, string Title)> _components = FrozenDictionary<string, (int, string)>.Empty;

    public ReportData(RunResult result, RunPlan? plan) => (Result, Dependencies) = (result, DependenciesIn(plan));

    /// <summary>The result; of a run that lasts, as far as it is known.</summary>
    public RunResult Result
    {
        get;
        set
        {
            field = value;
            _components = value
                .Components.Index()
                .DistinctBy(one => one.Item.Name)
                .ToFrozenDictionary(one => one.Item.Name, one => (one.Index, one.Item.Title), StringComparer.Ordinal);
        }
    }

    /// <summary>The events without statistics.</summary>
    public KeptEvents Events { get; } = new();

    /// <summary>The orders that were given by hand.</summary>
    public KeptEvents Orders { get; } = new();

    public ComponentSpans Spans { get; } = new();

    /// <summary>The dependencies of the components; empty: the plan could not be read.</summary>
    public ImmutableDictionary<string, ImmutableArray<(string Component, bool ForExit)>> Dependencies { get; }

    /// <summary>The resource usage by column, then by component.</summary>
    public Dictionary<string, Dictionary<string, Curve>> Resources { get; } = [];

    /// <summary>The load of the machine by column.</summary>
    public Dictionary<string, Curve> Machine { get; } = [];

    /// <summary>The first live counters by component and name, in the order of their first occurrence.</summary>
    public OrderedDictionary<(string Component, string Name), Curve> Counters { get; } = [];

    /// <summary>How many live counters there are in all.</summary>
    public int CountersInAll => _counters.Count;

    /// <summary>The last lines of each non-empty stream, by component.</summary>
    public Dictionary<string, List<(OutputStream Stream, ImmutableArray<string> Lines)>> Tails { get; } = [];

    /// <summary>The display name of a component.</summary>
    public string TitleOf(string component) => _components.TryGetValue(component, out var known) ? known.Title : component;

    /// <summary>The place of a component in the result, from 0, which has its colour.</summary>
    public int PlaceOf(string component) => _components.TryGetValue(component, out var known) ? known.Place : 0;

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
        if (happened is StatisticReported reported)
        {
            AddCounter(reported);
            return;
        }

        Events.Add(happened);
        if (happened is RunControlled)
            Orders.Add(happened);
        if (happened is ComponentEvent component)
            Spans.Add(component);
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
                CurveOf(Of(Resources, column), row.Text("component")).Add(row.Number("elapsedMs")!.Value / 1000, number);
    }

    /// <summary>Adds a row of the samples of the machine.</summary>
    public void AddMachine(CsvRows row)
    {
        foreach (var column in new[] { "busyCores", "cpuWaitingShare", "ioWaitingShare", "memoryWaitingShare" })
            if (row.Number(column) is { } number)
                CurveOf(Machine, column).Add(row.Number("elapsedMs")!.Value / 1000, number);
    }

    private void AddCounter(StatisticReported reported)
    {
        if (reported.Final || !double.IsFinite(reported.Statistic.Value))
            return;
        var key = (reported.Component, $"{reported.Statistic.Name}");
        _counters.Add(key);
        if (Counters.Count < CountersAtMost || Counters.ContainsKey(key))
            CurveOf(Counters, key).Add(reported.Elapsed.TotalSeconds, reported.Statistic.Value);
    }

    private Curve CurveOf<TKey>(IDictionary<TKey, Curve> curves, TKey key)
        where TKey : notnull
    {
        if (!curves.TryGetValue(key, out var curve))
            curves[key] = curve = new Curve(
                Math.Clamp(PointsInAll / Math.Max(1, Result.Components.Length), PointsAtLeast, Series.PointsAtMost)
            );
        return curve;
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
