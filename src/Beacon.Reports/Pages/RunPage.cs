using System.Collections.Immutable;
using Beacon.Processes.Files;
using Beacon.Records.Events;
using Beacon.Records.Layout;
using Beacon.Records.Reading;
using Beacon.Records.Statistics;
using Beacon.Reports.Html;

namespace Beacon.Reports.Pages;

/// <summary>
/// The page of a run in sections: while it lasts, those of <c>report.html</c> as far as they are known, with its state at the top; once
/// it has ended, those of <c>report.html</c>. What a run has written is read once, and nothing is asked of the run.
/// </summary>
/// <remarks>Not safe for use by several threads at once.</remarks>
public sealed class RunPage : IDisposable
{
    // Charts are drawn again when they would move by this share of their width, and when the last have been worth their size.
    private const double ChartStep = 1.0 / 200;
    private const double CharactersEachSecond = 50_000;

    private static readonly TimeSpan ChartsAtLeastEvery = TimeSpan.FromSeconds(10);

    private readonly string _folder;
    private LivingRecord? _living;
    private LivingData? _data;
    private LivingComponents? _components;
    private ImmutableArray<PageSection> _charts = [];
    private TimeSpan _chartsAt = TimeSpan.MinValue;
    private readonly Rendered<ImmutableArray<Problem>> _problems = new("problems");
    private readonly Rendered<ImmutableArray<Statistic>> _statistics = new("statistics");
    private readonly Rendered<int> _events = new("events");

    /// <summary>Opens the page of a record.</summary>
    /// <param name="folder">The path of the record folder.</param>
    public RunPage(string folder) => _folder = folder;

    /// <summary>Whether the run has ended, as of the last <see cref="Render"/>: the page does not change any more.</summary>
    public bool IsOver { get; private set; }

    /// <summary>Renders the page as of now.</summary>
    /// <exception cref="InvalidDataException">The folder is not a record, or it is damaged.</exception>
    /// <exception cref="NewerRecordException">The record has a later schema than this version knows.</exception>
    /// <exception cref="IOException">The record can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The record may not be read.</exception>
    public IReadOnlyList<PageSection> Render()
    {
        if (_living is null && LivingRecord.IsRunningIn(_folder))
        {
            _living = new LivingRecord(_folder);
            _data = new LivingData(_living);
            _components = new LivingComponents(_living, _data);
        }

        if (_living is not { IsRunning: true })
        {
            var finished = Finished(RunRecord.Read(_folder));
            IsOver = true;
            return finished;
        }

        _data!.ReadOn();
        return Living(_living, _data);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _data?.Dispose();
        _living?.Dispose();
    }

    private static ImmutableArray<PageSection> Finished(RunRecord record)
    {
        using var folder = RecordFolder.Open(record.Folder);
        var data = ReportData.Read(folder, record.Result, mask: null);
        return [.. RunReport.Sections(data, LogLinks.Of(record.Folder)).Select(section => PageSection.Of(section.Name, section.Write))];
    }

    private ImmutableArray<PageSection> Living(LivingRecord run, LivingData living)
    {
        var (data, snapshot, elapsed) = (living.Report, run.Snapshot, living.Elapsed);
        if (_charts.IsEmpty || elapsed - _chartsAt >= ChartInterval(elapsed))
        {
            _chartsAt = elapsed;
            living.Refresh();
            _charts =
            [
                PageSection.Of("timeline", html => TimelineSection.Write(html, data, LogLinks.Of(_folder))),
                PageSection.Of("resources", html => ChartSections.WriteResources(html, data)),
                PageSection.Of("counters", html => ChartSections.WriteCounters(html, data)),
            ];
            // Thousands of rows, of which mostly none is new.
            _events.Render(data.Events.Count, html => EventSection.Write(html, data));
        }

        return
        [
            PageSection.Of("verdict", html => LivingHeader.Write(html, run, living)),
            _problems.Render(snapshot.Problems, html => LivingHeader.WriteProblems(html, snapshot)),
            .. _components!.Render(),
            PageSection.Of("conditions", html => LivingHeader.WriteConditions(html, snapshot, living)),
            _statistics.Render(
                snapshot.Statistics,
                html =>
                {
                    living.Refresh();
                    StatisticsSection.Write(html, data);
                }
            ),
            .. _charts,
            _events.Last,
        ];
    }

    private TimeSpan ChartInterval(TimeSpan elapsed) =>
        TimeSpan.FromSeconds(
            Math.Min(
                Math.Max(elapsed.TotalSeconds * ChartStep, _charts.Sum(chart => chart.Html.Length) / CharactersEachSecond),
                ChartsAtLeastEvery.TotalSeconds
            )
        );

    // A section that is rendered anew only if what it shows has changed.
    private sealed class Rendered<T>(string name)
        where T : struct, IEquatable<T>
    {
        private T? _of;

        public PageSection Last { get; private set; } = new(name, "");

        public PageSection Render(T what, Action<HtmlWriter> write)
        {
            if (_of is not { } of || !what.Equals(of))
                (_of, Last) = (what, PageSection.Of(name, write));
            return Last;
        }
    }
}
