using System.Collections.Frozen;
using Beacon.Records.Layout;
using Beacon.Records.Reading;
using Beacon.Reports.Html;
using Points = System.Collections.Generic.List<(double Seconds, double Value)>;

namespace Beacon.Reports.Pages;

/// <summary>
/// The data of the page of a run that lasts, read on as the run writes it. Its memory grows with the run's events, not with its samples.
/// </summary>
internal sealed class LivingData(LivingRecord run) : IDisposable
{
    // Above what a chart draws, so that thinning is rare.
    private const int PointsKept = 4 * Series.PointsAtMost;

    private readonly GrowingRows _usage = new(run.Folder, RecordLayout.ResourcesFile);
    private readonly GrowingRows _machine = new(run.Folder, RecordLayout.MachineFile);
    private readonly Dictionary<string, LatestUsage> _latest = [];

    private readonly FrozenDictionary<string, string[]> _links = EndpointLinks.Of(run.Plan);

    public ReportData Report { get; } = new(run.Result, run.Plan);

    /// <summary>The time since the start of the run.</summary>
    public TimeSpan Elapsed =>
        run.StartedAt is { } started && DateTimeOffset.UtcNow - started is { Ticks: > 0 } time ? time : TimeSpan.Zero;

    /// <summary>What a component used at its last sample; null: it was not sampled yet.</summary>
    public LatestUsage? UsageOf(string component) => _latest.GetValueOrDefault(component);

    /// <summary>Where a component answers.</summary>
    public IReadOnlyList<string> LinksOf(string component) => _links.GetValueOrDefault(component, []);

    /// <summary>Reads what was written since the last call.</summary>
    public void ReadOn()
    {
        foreach (var happened in run.ReadOn())
            Report.Add(happened);
        foreach (var row in _usage.Next())
        {
            Report.AddUsage(row);
            _latest[row.Text("component")] = new LatestUsage(
                row.Number("cpuShare") ?? 0,
                row.Number("processes") == 0 ? null : row.Number("rssBytes")
            );
        }

        foreach (var row in _machine.Next())
            Report.AddMachine(row);
        foreach (var points in Report.Resources.Values.SelectMany(column => column.Values).Concat(Report.Machine.Values))
            Thin(points);
        foreach (var points in Report.Counters.Values)
            Thin(points);
        Report.Result = run.Result;
    }

    public void Dispose()
    {
        _usage.Dispose();
        _machine.Dispose();
    }

    private static void Thin(Points points)
    {
        if (points.Count <= PointsKept)
            return;
        var thinned = new Series("", 0, points).Thinned().Points;
        points.Clear();
        points.AddRange(thinned);
    }
}

/// <summary>What a component used at its last sample.</summary>
/// <param name="CpuShare">The share of one core: 1.0 is one core.</param>
/// <param name="RssBytes">Its resident memory; null: none of its processes lives.</param>
internal sealed record LatestUsage(double CpuShare, double? RssBytes);
