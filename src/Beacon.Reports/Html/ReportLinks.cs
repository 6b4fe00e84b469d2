using Beacon.Records.Comparing;
using Beacon.Records.Layout;

namespace Beacon.Reports.Html;

/// <summary>Where the pages of runs are, seen from a page in some folder.</summary>
/// <param name="folder">The folder of the page that has the links: an absolute path.</param>
internal sealed class ReportLinks(string folder)
{
    private readonly Dictionary<string, string?> _links = [];

    /// <summary>The address of a run's page, relative; null: it is not here.</summary>
    public string? To(ComparedRun run)
    {
        if (_links.TryGetValue(run.Id, out var known))
            return known;
        var page = Path.Combine(run.Record, RecordLayout.ReportFile);
        return _links[run.Id] = run.Record.Length > 0 && File.Exists(page) ? AddressOf(Path.GetRelativePath(folder, page)) : null;
    }

    // A name may have characters that mean something else in an address (RFC 3986, section 2.2).
    private static string AddressOf(string path) => string.Join('/', path.Split(Path.DirectorySeparatorChar).Select(Uri.EscapeDataString));
}
