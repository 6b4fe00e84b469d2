using Beacon.Records.Events;
using Beacon.Records.Layout;

namespace Beacon.Reports.Html;

/// <summary><c>report.html</c>: a record as a page for people, made of what lies in its folder.</summary>
public static class RunReport
{
    /// <summary>Writes the report of a record, over one that is there. Whole or not at all.</summary>
    /// <param name="folder">The path of the record folder.</param>
    /// <param name="result">What the run came to.</param>
    /// <param name="file">Where to; null: into the record folder.</param>
    /// <returns>The path of the report.</returns>
    /// <exception cref="IOException">The record can't be read, or the report not be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    /// <exception cref="InvalidDataException">A compressed log is damaged.</exception>
    public static string Write(string folder, RunResult result, string? file = null)
    {
        var data = ReportData.Read(folder, result);
        var path = Path.GetFullPath(file ?? Path.Combine(folder, RecordLayout.ReportFile));
        ReportPage.Save(path, output => ReportPage.Write(output, data));
        return path;
    }
}
