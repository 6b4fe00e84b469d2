using Beacon.Records.Comparing;
using Beacon.Records.Events;
using Beacon.Reports.Exporting;
using Beacon.Reports.Html;

namespace Beacon.Reports.Pages;

/// <summary>A comparison as a part of a page: what <c>comparison.html</c> has, with links to <c>/runs/ID</c>.</summary>
public static class ComparisonPage
{
    /// <summary>The markup of the comparison.</summary>
    /// <param name="comparison">The comparison.</param>
    /// <param name="history">Other runs, which are shown if they have the same statistics.</param>
    /// <param name="advice">The names of the recommended commands; null: no names.</param>
    public static string Html(Comparison comparison, IEnumerable<RunResult> history, ComparisonAdvice? advice = null)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        var text = new StringWriter();
        ComparisonReport.Write(new HtmlWriter(text), comparison, history, advice, run => $"/runs/{Uri.EscapeDataString(NameOf(run))}");
        return text.ToString();
    }

    // A record keeps its id when its folder is renamed.
    private static string NameOf(RunResult run) =>
        Path.GetFileName(Path.TrimEndingDirectorySeparator(run.Record)) is { Length: > 0 } name ? name : run.Id;
}
