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
    /// <returns>The path of the report.</returns>
    /// <exception cref="IOException">The record can't be read, or the report can't be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The record may not be read, or the report may not be written.</exception>
    /// <exception cref="InvalidDataException">A compressed log is damaged.</exception>
    public static string Write(string folder, RunResult result, string? file = null)
    {
        var data = ReportData.Read(folder, result);
        var path = Path.GetFullPath(file ?? Path.Combine(folder, RecordLayout.ReportFile));
        ReportPage.Save(
            path,
            $"{result.Name}: {JsonValues.NameOf(result.Outcome)} · {result.Id}",
            html =>
            {
                VerdictSection.Write(html, result);
                StatisticsSection.Write(html, data);
                TimelineSection.Write(html, data);
                ChartSections.WriteResources(html, data);
                ChartSections.WriteCounters(html, data);
                ComponentSection.Write(html, result);
                LogSection.Write(html, data);
                EventSection.Write(html, data);
                EnvironmentSection.Write(html, result.Environment);
            }
        );
        return path;
    }
}
