using Beacon.Plans.Secrets;
using Beacon.Processes.Files;
using Beacon.Records.Events;
using Beacon.Records.Json;
using Beacon.Records.Layout;

namespace Beacon.Reports.Html;

/// <summary>Writes <c>report.html</c>: a record as a page, from the files in its folder.</summary>
public static class RunReport
{
    /// <summary>Writes the report of a record atomically and replaces an existing one.</summary>
    /// <param name="folder">The path of the record folder.</param>
    /// <param name="result">The result of the run.</param>
    /// <param name="file">The path of the report; null: in the record folder.</param>
    /// <param name="mask">
    /// The mask of the run's plan; null: the values of its declared secrets are not known, and if there are some, the page is without the
    /// last lines of the logs.
    /// </param>
    /// <returns>The path of the report.</returns>
    /// <exception cref="IOException">The record can't be read, or the report can't be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The record may not be read, or the report may not be written.</exception>
    /// <exception cref="InvalidDataException">A compressed log is damaged.</exception>
    public static string Write(string folder, RunResult result, string? file = null, SecretMask? mask = null)
    {
        using var record = RecordFolder.Open(folder);
        if (file is null)
            return Write(record, result, mask);
        var data = ReportData.Read(record, result, mask);
        ReportPage.Save(file, TitleOf(result), html => Write(html, data));
        return Path.GetFullPath(file);
    }

    /// <summary>Writes the report of a record into its folder atomically and replaces an existing one.</summary>
    /// <param name="record">The record folder.</param>
    /// <param name="result">The result of the run.</param>
    /// <param name="mask">The mask of the run's plan, as above.</param>
    /// <returns>The path of the report.</returns>
    /// <exception cref="IOException">The record can't be read, or the report can't be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The record may not be read, or the report may not be written.</exception>
    /// <exception cref="InvalidDataException">A compressed log is damaged.</exception>
    public static string Write(RecordFolder record, RunResult result, SecretMask? mask = null)
    {
        var data = ReportData.Read(record, result, mask);
        ReportPage.Save(record, RecordLayout.ReportFile, TitleOf(result), html => Write(html, data));
        return record.PathOf(RecordLayout.ReportFile);
    }

    private static string TitleOf(RunResult result) => $"{result.Name}: {JsonValues.NameOf(result.Outcome)} · {result.Id}";

    /// <summary>The sections of the report, each with its name, in order.</summary>
    /// <param name="data">The data of the run.</param>
    /// <param name="logAt">The addresses of the logs; null: the timeline has no links.</param>
    internal static IEnumerable<(string Name, Action<HtmlWriter> Write)> Sections(ReportData data, LogAddress? logAt = null) =>
        [
            ("verdict", html => VerdictSection.Write(html, data.Result)),
            ("statistics", html => StatisticsSection.Write(html, data)),
            ("timeline", html => TimelineSection.Write(html, data, logAt)),
            ("resources", html => ChartSections.WriteResources(html, data)),
            ("counters", html => ChartSections.WriteCounters(html, data)),
            ("components", html => ComponentSection.Write(html, data.Result)),
            ("output", html => LogSection.Write(html, data)),
            ("events", html => EventSection.Write(html, data)),
            ("environment", html => EnvironmentSection.Write(html, data.Result.Environment)),
        ];

    private static void Write(HtmlWriter html, ReportData data)
    {
        foreach (var (_, write) in Sections(data))
            write(html);
    }
}
