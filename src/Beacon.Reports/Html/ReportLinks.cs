using Beacon.Records.Events;
using Beacon.Records.Layout;

namespace Beacon.Reports.Html;

/// <summary>Relative links from a page to the pages of runs.</summary>
/// <param name="folder">The absolute path of the folder of the page with the links.</param>
internal sealed class ReportLinks(string folder)
{
    private readonly Dictionary<string, string?> _links = [];

    /// <summary>The relative URL of the page of a run; null: the page does not exist.</summary>
    public string? To(RunResult run)
    {
        if (_links.TryGetValue(run.Id, out var known))
            return known;
        var page = Path.Combine(run.Record, RecordLayout.ReportFile);
        return _links[run.Id] = run.Record.Length > 0 && File.Exists(page) ? AddressOf(Path.GetRelativePath(folder, page)) : null;
    }

    // Escapes reserved characters in names (RFC 3986, section 2.2).
    private static string AddressOf(string path) => string.Join('/', path.Split(Path.DirectorySeparatorChar).Select(Uri.EscapeDataString));
}
