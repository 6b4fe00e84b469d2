using System.Collections.Immutable;
using Beacon.Processes.Files;
using Beacon.Records.Layout;
using Beacon.Records.Reading;
using Beacon.Reports.Html;

namespace Beacon.Reports.Pages;

/// <summary>
/// The page of a run in sections: while it lasts, those of <c>report.html</c> as far as they are known, with its state at the top; once
/// it has ended, those of <c>report.html</c>. What a run has written is read once, and nothing is asked of the run.
/// </summary>
/// <remarks>Not safe for use by several threads at once.</remarks>
public sealed class RunPage : IDisposable
{
    // Charts are drawn again when they would move by this share of their width.
    private const double ChartStep = 1.0 / 200;

    private static readonly TimeSpan ChartsAtLeastEvery = TimeSpan.FromSeconds(10);

    private readonly string _folder;
    private LivingRecord? _living;
    private LivingData? _data;
    private ImmutableArray<PageSection> _charts = [];
    private TimeSpan _chartsAt = TimeSpan.MinValue;
    private PageSection? _events;
    private int _eventsShown;

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
        return [.. RunReport.Sections(data).Select(section => PageSection.Of(section.Name, section.Write))];
    }

    private ImmutableArray<PageSection> Living(LivingRecord run, LivingData living)
    {
        var data = living.Report;
        var elapsed = living.Elapsed;
        if (_charts.IsEmpty || elapsed - _chartsAt >= Shorter(elapsed * ChartStep, ChartsAtLeastEvery))
        {
            _chartsAt = elapsed;
            data.Result = run.Result with { Elapsed = elapsed };
            _charts =
            [
                PageSection.Of("timeline", html => TimelineSection.Write(html, data)),
                PageSection.Of("resources", html => ChartSections.WriteResources(html, data)),
                PageSection.Of("counters", html => ChartSections.WriteCounters(html, data)),
            ];
        }

        // Thousands of rows, of which mostly none is new.
        if (_events is null || _eventsShown != data.Events.Count)
            (_events, _eventsShown) = (PageSection.Of("events", html => EventSection.Write(html, data)), data.Events.Count);

        return
        [
            PageSection.Of("verdict", html => LivingHeader.Write(html, run, living)),
            PageSection.Of("components", html => LivingComponents.Write(html, run, living)),
            PageSection.Of("statistics", html => StatisticsSection.Write(html, data)),
            .. _charts,
            _events,
        ];
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
