using Beacon.Actors.Host.Invocation;
using Beacon.Plans;
using Beacon.Records.Events;
using Beacon.Records.Layout;
using Beacon.Records.Measuring;
using Beacon.Records.Reading;

namespace Beacon.Actors.Host.Completing;

/// <summary>The names of the plan and of the records of this folder.</summary>
/// <param name="results">The results folder; null: the plan's.</param>
internal sealed class OutsideNames(string? results) : IOutsideNames
{
    private const int MostRuns = 100;
    private const int MostStatistics = 1000;

    private PlanChoice? _choice;
    private RunPlan? _plan;
    private bool _isRead;

    public void Use(IReadOnlyList<string> plans) => _choice = PlanChoice.Of([.. plans]);

    public IReadOnlyList<string> Components() =>
        [.. Plan?.Components.Select(component => component.Name) ?? [], .. LastRun()?.Components.Select(component => component.Name) ?? []];

    public IReadOnlyList<string> Runs() => ["last", "last~1", "last:10", .. Labels().Select(label => RunLabel.Selector + label), .. Ids()];

    public IReadOnlyList<string> Labels() => [.. Ids().AsParallel().AsOrdered().Select(LabelOf).OfType<string>().Distinct()];

    // 20261123-184205-NAME-3f9c
    public IReadOnlyList<string> Plans() =>
        [.. Ids().Select(id => id.Split('-')).Where(parts => parts.Length >= 4).Select(parts => string.Join('-', parts[2..^1]))];

    public IReadOnlyList<string> Statistics() =>
        [
            .. (LastRun() is { } run ? run.Statistics.Concat(MeasuredStatistics.Of(run)) : [])
                .Select(statistic => new StatisticKey(statistic.Component, $"{statistic.Group}", $"{statistic.Name}").Path)
                .Take(MostStatistics),
        ];

    private string Full => Path.GetFullPath(Results);

    private string Results => results ?? Plan?.Results ?? "runs";

    private RunPlan? Plan
    {
        get
        {
            if (!_isRead)
                _plan = Try(() =>
                {
                    // As one that was found: what is no regular file could make this wait.
                    var choice = _choice ?? PlanChoice.Of([]);
                    var sources = new CommandSettings().SourcesOf(choice);
                    return RunPlan.Load(sources with { AreDiscovered = true, StandardInput = null });
                });
            _isRead = true;
            return _plan;
        }
    }

    private string? LabelOf(string id) => Try(() => RunRecord.Read(Path.Combine(Full, id)).Result)?.Label;

    private RunResult? LastRun() => Try(() => RunRecord.FindOne("last", Full).Result);

    private List<string> Ids() =>
        Try(() =>
            new DirectoryInfo(Results)
                .EnumerateDirectories()
                .Where(folder => File.Exists(Path.Combine(folder.FullName, RecordLayout.ResultFile)))
                .Select(folder => folder.Name)
                .OrderDescending(StringComparer.Ordinal)
                .Take(MostRuns)
                .ToList()
        ) ?? [];

    private static T? Try<T>(Func<T> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return null;
        }
    }
}
