using System.Collections.Frozen;
using Beacon.Records.Layout;
using Beacon.Records.Reading;
using Beacon.Reports.Html;

namespace Beacon.Reports.Pages;

/// <summary>
/// The data of the page of a run that lasts, read on as the run writes it. Its memory does not grow with the run: of events and samples
/// it keeps what a page shows.
/// </summary>
internal sealed class LivingData(LivingRecord run) : IDisposable
{
    private readonly GrowingRows _usage = new(run.Folder, RecordLayout.ResourcesFile);
    private readonly GrowingRows _machine = new(run.Folder, RecordLayout.MachineFile);
    private readonly Dictionary<string, LatestUsage> _latest = [];
    private readonly Dictionary<string, double> _cores = [];
    private readonly FrozenDictionary<string, string[]> _links = EndpointLinks.Of(run.Plan);

    public ReportData Report { get; } = new(run.Result, run.Plan);

    /// <summary>How loaded the machine is.</summary>
    public MachineConditions Machine { get; } = new();

    /// <summary>The time since the start of the run.</summary>
    public TimeSpan Elapsed =>
        run.StartedAt is { } started && DateTimeOffset.UtcNow - started is { Ticks: > 0 } time ? time : TimeSpan.Zero;

    /// <summary>How many cores the programs of the run used at their last samples.</summary>
    public double OwnCores =>
        run
            .Snapshot.Components.Where(component => component is { StartedAt: not null, ExitedAt: null })
            .Sum(component => _cores.GetValueOrDefault(component.Name));

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
            _cores[row.Text("component")] = row.Number("cpuShare") ?? 0;
            _latest[row.Text("component")] = new LatestUsage(
                Figures.Percent(row.Number("cpuShare") ?? 0),
                row.Number("processes") != 0 && row.Number("rssBytes") is { } bytes ? Figures.Bytes(bytes) : ""
            );
        }

        foreach (var row in _machine.Next())
        {
            Report.AddMachine(row);
            Machine.Add(row, run.Snapshot.OperationalAfter);
        }
    }

    /// <summary>Has the report show the run as of now.</summary>
    public void Refresh() => Report.Result = run.Result with { Elapsed = Elapsed, Statistics = run.Snapshot.Statistics };

    public void Dispose()
    {
        _usage.Dispose();
        _machine.Dispose();
    }
}

/// <summary>What a component used at its last sample, as it is shown.</summary>
/// <param name="Cpu">The share of one core: 100 % is one core.</param>
/// <param name="Memory">Its resident memory; empty: none of its processes lives.</param>
internal sealed record LatestUsage(string Cpu, string Memory);
