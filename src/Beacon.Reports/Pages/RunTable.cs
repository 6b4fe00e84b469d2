using Beacon.Plans;
using Beacon.Plans.Text;
using Beacon.Records.Events;
using Beacon.Records.History;
using Beacon.Records.Reading;
using Beacon.Reports.Html;

namespace Beacon.Reports.Pages;

/// <summary>A list of runs as a table: what was run, when, and how it ended. Each row links to <c>runs/ID</c>.</summary>
public static class RunTable
{
    /// <summary>The markup of the table.</summary>
    /// <param name="runs">The runs, the latest first.</param>
    public static string Html(IEnumerable<RunSummary> runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        var text = new StringWriter();
        var html = new HtmlWriter(text);
        using (html.Open("table", ("class", "runs")))
        {
            using (html.Open("thead"))
                html.Headings("baseline", "candidate", "run", "outcome", "started", "lasted", "label", "what happened");
            using (html.Open("tbody"))
                foreach (var run in runs)
                    WriteRow(html, run);
        }

        return text.ToString();
    }

    private static void WriteRow(HtmlWriter html, RunSummary run)
    {
        var reasons = LeftOutRuns.ReasonsOf(run).ToList();
        using var row = html.Open(
            "tr",
            ("data-key", run.Id),
            ("class", reasons.Count > 0 ? "left-out" : null),
            ("title", reasons.Count > 0 ? $"left out of comparisons: {string.Join("; ", reasons)}" : null)
        );
        foreach (var side in (string[])["baseline", "candidate"])
            WritePick(html, run, side);
        using (html.Open("th", ("scope", "row")))
        {
            html.Element("a", run.Name, ("href", $"/runs/{Uri.EscapeDataString(run.Id)}"));
            html.Element("small", run.Id);
        }

        using (html.Open("td"))
            html.Element("span", run.Ending.Replace('-', ' '), ("class", $"outcome {run.Ending}"));
        using (html.Open("td"))
            html.Element("time", Figures.Clock(run.StartedAt), ("datetime", run.StartedAt.UtcDateTime.ToString("O")));
        html.Cells(
            run.State == RecordState.Running ? "" : Durations.Rounded(run.Elapsed),
            run.Label is { } label ? RunLabel.Shown(label) : "",
            string.Join(" · ", WhatHappened(run))
        );
    }

    private static void WritePick(HtmlWriter html, RunSummary run, string side)
    {
        using var cell = html.Open("td", ("class", "pick"));
        using var label = html.Open("label");
        html.Leaf(
            "input",
            ("type", "checkbox"),
            ("data-pick", run.Id),
            ("data-side", side),
            ("aria-label", $"{side}: {run.Id}"),
            ("disabled", run.State == RecordState.Running ? "" : null)
        );
        html.Element("span", side);
    }

    private static IEnumerable<string> WhatHappened(RunSummary run)
    {
        if (run.IsWarmup)
            yield return "a warm-up";
        if (run.Cause is { } cause)
            yield return $"{new UntrustedText(cause.Message)}";
        if (run.ExpectationsNotMet > 0)
            yield return $"{Figures.Plural(run.ExpectationsNotMet, "expectation")} not met";
        if (run is { State: RecordState.Complete, Outcome: RunOutcome.Completed, IsWarmup: false })
            foreach (var reason in LeftOutRuns.ReasonsOf(run))
                yield return reason;
        if (run.Problems - run.ExpectationsNotMet is > 0 and var others)
            yield return Figures.Plural(others, "problem");
    }
}
