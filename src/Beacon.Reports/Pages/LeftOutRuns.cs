using Beacon.Plans.Text;
using Beacon.Records.History;
using Beacon.Records.Reading;
using Beacon.Reports.Html;

namespace Beacon.Reports.Pages;

/// <summary>The runs that a trend leaves out, and why, as a part of a page. Each links to <c>/runs/ID</c>.</summary>
public static class LeftOutRuns
{
    private const int MostListed = 20;

    /// <summary>The markup of the list; empty: none of the runs is left out.</summary>
    /// <param name="runs">Runs of a list, the latest first.</param>
    public static string Html(IEnumerable<RunSummary> runs)
    {
        var leftOut = Of(runs);
        if (leftOut.Count == 0)
            return "";
        var text = new StringWriter();
        var html = new HtmlWriter(text);
        using (html.Section("Left out"))
        using (html.Open("table", ("class", "left-out-runs")))
            foreach (var run in leftOut.Take(MostListed))
                using (html.Open("tr"))
                {
                    using (html.Open("th", ("scope", "row")))
                        html.Element("a", run.Id, ("href", $"/runs/{Uri.EscapeDataString(run.Id)}"));
                    html.Cells(string.Join("; ", ReasonsOf(run)));
                }

        if (leftOut.Count > MostListed)
            html.Note($"The latest {MostListed} of {Figures.Count(leftOut.Count)}.");
        return text.ToString();
    }

    /// <summary>Those of the runs that have ended and are not compared with the latest comparable run of their plan.</summary>
    /// <param name="runs">Runs of a list.</param>
    public static IReadOnlyList<RunSummary> Of(IEnumerable<RunSummary> runs) => [.. runs.Where(run => ReasonsOf(run).Any())];

    /// <summary>Why a run is not compared with the latest comparable run of its plan; empty: it is, or it has not ended.</summary>
    internal static IEnumerable<string> ReasonsOf(RunSummary run)
    {
        if (run.State != RecordState.Complete)
            yield break;
        foreach (var reason in run.NotComparable)
            yield return $"{new UntrustedText(reason)}";
        if (run.OtherPlanThan is { } other)
            yield return $"another plan than {other}";
    }
}
