using Beacon.Plans;
using Beacon.Plans.Text;
using Beacon.Records.Events;
using Beacon.Records.Json;
using Beacon.Reports.Exporting;

namespace Beacon.Reports.Html;

/// <summary>The verdict of the run, its cause, why it is not comparable, and its problems.</summary>
internal static class VerdictSection
{
    public static void Write(HtmlWriter html, RunResult run)
    {
        using (
            html.Open("header", ("class", WordFor(run.Outcome) + (run.Expectations.Any(result => result.Held == false) ? " unmet" : "")))
        )
        {
            html.Element(
                "p",
                $"{run.Name} · {run.Id}{(run.Label is { } label ? $" · {RunLabel.Shown(label)}" : "")}",
                ("class", "eyebrow")
            );
            using (html.Open("h1"))
            {
                html.Element("span", WordFor(run.Outcome), ("class", "badge"));
                html.Text(" " + Headline(run));
            }

            if (run.Outcome == RunOutcome.Failed)
                WriteCause(html, run);
            WriteFacts(html, run);
        }

        WriteExpectations(html, run);
        WriteList(html, "Not comparable", "not-comparable", run.NotComparable.Select(reason => (reason, (string?)null)));
        WriteList(
            html,
            "Problems",
            "problems",
            run.Problems.Where(problem => problem.Kind != ProblemKind.ExpectationNotMet)
                .Select(problem => (problem.Message, (string?)JsonValues.NameOf(problem.Kind)))
        );
    }

    private static void WriteExpectations(HtmlWriter html, RunResult run)
    {
        if (run.Expectations.IsEmpty)
            return;
        using var section = html.Section("Expectations", "callout expectations");
        using var lines = html.Open("ul");
        foreach (var result in run.Expectations.Take(HtmlWriter.MostRows))
            using (html.Open("li", ("class", ClassOf(result))))
            {
                html.Element("strong", ExpectationText.Expected(result));
                html.Text($" {ExpectationText.Found(result)}");
            }
    }

    private static string ClassOf(ExpectationResult result) =>
        result.Held switch
        {
            true => "held",
            false => "not-met",
            _ => "undecided",
        };

    private static string WordFor(RunOutcome outcome) => outcome == RunOutcome.Unknown ? "cut short" : JsonValues.NameOf(outcome);

    private static string Headline(RunResult run) =>
        run switch
        {
            { Outcome: RunOutcome.Completed } => $"after {Durations.Rounded(run.Elapsed)}"
                + (ExpectationText.NotMet(run.Expectations) is { Length: > 0 } unmet ? $", {unmet}" : ""),
            { FirstCause: { } cause } => cause.ReadyFor is { } readyFor
                ? $"{cause.Problem.Message}, {Durations.Rounded(readyFor)} after it was ready"
                : cause.Problem.Message,
            { Cause: { } cause } => cause.Message,
            _ => "the supervisor died before the verdict",
        };

    private static void WriteCause(HtmlWriter html, RunResult run)
    {
        if (run.FirstCause is not { } cause)
            return;
        if (cause.LastLines.Length > 0)
            using (html.Open("div", ("class", "quote")))
            {
                html.Element("p", $"{cause.Problem.Component ?? "It"} last printed");
                html.Output(cause.LastLines.Select(line => TerminalText.LastShown(line.Raw)));
            }

        using var list = html.Open("dl", ("class", "cause"));
        WriteCauseRow(html, "Before", cause.Before);
        WriteCauseRow(html, "What followed", cause.Followed);
        WriteCauseRow(html, "Only stopped", cause.OnlyStopped);
        WriteCauseRow(html, "Never started", cause.NeverStarted);
    }

    private static void WriteCauseRow(HtmlWriter html, string name, IReadOnlyCollection<string> values)
    {
        if (values.Count == 0)
            return;
        html.Element("dt", name);
        html.Element("dd", string.Join(", ", values));
    }

    private static void WriteFacts(HtmlWriter html, RunResult run)
    {
        using var facts = html.Open("dl", ("class", "facts"));
        html.Fact("started", Figures.Clock(run.StartedAt));
        html.Fact("operational after", run.OperationalAfter is { } operational ? Durations.Rounded(operational) : "never");
        html.Fact("lasted", Durations.Rounded(run.Elapsed));
        html.Fact("components", Figures.Count(run.Components.Length));
        html.Fact("restarts", Figures.Count(run.Components.Sum(component => component.Restarts)));
        html.Fact("statistics", Figures.Count(run.Statistics.Length));
        if (run.PlanFile is { } file)
            html.Fact("plan file", $"{new UntrustedText(Path.GetFileName(file))}");
        html.Fact("exit code", run.Outcome == RunOutcome.Unknown ? "–" : $"{run.ExitCode}");
    }

    private static void WriteList(HtmlWriter html, string title, string kind, IEnumerable<(string Text, string? Label)> items)
    {
        var list = items.ToList();
        if (list.Count == 0)
            return;
        using var section = html.Section(title, $"callout {kind}");
        using var lines = html.Open("ul");
        foreach (var (text, label) in list.Take(HtmlWriter.MostRows))
            using (html.Open("li"))
            {
                html.Text(text);
                if (label is not null)
                    html.Element("code", label);
            }
    }
}
