using Beacon.Reports.Html;

namespace Beacon.Reports.Pages;

/// <summary>The addresses of the logs of a run: <c>/runs/ID/logs?component=NAME&amp;at=SECONDS</c>.</summary>
internal static class LogLinks
{
    /// <summary>The addresses of the logs of a record.</summary>
    /// <param name="folder">The path of the record folder.</param>
    public static LogAddress Of(string folder)
    {
        var logs = $"/runs/{Uri.EscapeDataString(Path.GetFileName(Path.TrimEndingDirectorySeparator(folder)))}/logs";
        return (component, at) =>
            $"{logs}?{(component is null ? "" : $"component={Uri.EscapeDataString(component)}&")}at={Figures.Seconds(at.TotalSeconds)}";
    }
}
