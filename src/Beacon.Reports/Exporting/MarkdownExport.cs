using System.Text;
using Beacon.Plans;
using Beacon.Records.Events;

namespace Beacon.Reports.Exporting;

/// <summary>Writes runs as GitHub Markdown for a pull request: the verdict and its reason, the components, the statistics.</summary>
public static class MarkdownExport
{
    /// <summary>Writes the runs.</summary>
    public static void Write(IReadOnlyList<RunResult> runs, TextWriter output)
    {
        foreach (var run in runs)
            Write(run, output);
    }

    private static void Write(RunResult run, TextWriter output)
    {
        var (sign, word) = run.Outcome switch
        {
            RunOutcome.Completed when ExpectationText.NotMet(run.Expectations) is { Length: > 0 } unmet => ("❌", $"completed, {unmet}"),
            RunOutcome.Completed => ("✅", "completed"),
            RunOutcome.Failed => ("❌", "failed"),
            RunOutcome.Interrupted => ("⚠️", "was interrupted"),
            _ => ("⚠️", "was cut short"),
        };
        Line(output, $"### {sign} {MarkdownText.Escape(run.Name)} {word}");
        Line(
            output,
            $"`{CleanText.Line(run.Id).Replace('`', '\'')}` · {Durations.Rounded(run.Elapsed)}"
                + (run.OperationalAfter is { } after ? $" · operational after {Durations.Rounded(after)}" : "")
                + (run.Outcome == RunOutcome.Unknown ? "" : $" · exit code {run.ExitCode}")
                + CommitOf(run)
                + (run.Label is { } label ? $" · {MarkdownText.Escape(RunLabel.Shown(label))}" : "")
        );
        if (run.Cause is { } cause)
            Line(output, MarkdownText.Escape(cause.Message));
        WriteLastLines(run, output);
        WriteTable(
            output,
            ["component", "ended", "ready after", "restarts"],
            [
                .. run.Components.Select(component =>
                    new[]
                    {
                        component.Title,
                        EndOf(component),
                        component.ReadyAfter is { } ready ? Durations.Rounded(ready) : "",
                        component.Restarts > 0 ? $"{component.Restarts}" : "",
                    }
                ),
            ]
        );
        WriteTable(
            output,
            ["", "expectation", "found"],
            [
                .. run.Expectations.Select(expectation =>
                    new[]
                    {
                        expectation.Held switch
                        {
                            true => "✅",
                            false => "❌",
                            _ => "–",
                        },
                        ExpectationText.Expected(expectation),
                        ExpectationText.Found(expectation),
                    }
                ),
            ]
        );
        var titles = run.Components.ToDictionary(component => component.Name, component => component.Title);
        WriteTable(
            output,
            ["component", "group", "statistic", "value"],
            [
                .. run.Statistics.Select(statistic =>
                    new[]
                    {
                        titles.GetValueOrDefault(statistic.Component, statistic.Component),
                        $"{statistic.Group}",
                        $"{statistic.Name}",
                        $"{statistic.Text}",
                    }
                ),
            ]
        );
        WriteList(
            output,
            "Problems",
            run.Problems.Where(problem => problem.Kind != ProblemKind.ExpectationNotMet).Select(problem => problem.Message)
        );
        WriteList(output, "Not to be compared with other runs", run.NotComparable);
    }

    private static void WriteLastLines(RunResult run, TextWriter output)
    {
        if (
            run.Outcome != RunOutcome.Failed
            || run.Components.FirstOrDefault(component => component.Name == run.Cause?.Component)
                is not { LastLines.IsEmpty: false } culprit
        )
            return;

        // The fence must be longer than any fence in the content.
        var lines = culprit.LastLines.Select(line => $"{line}").ToList();
        var fence = "```";
        while (lines.Exists(line => line.Contains(fence)))
            fence += '`';
        Line(output, $"{fence}\n{string.Join('\n', lines)}\n{fence}");
    }

    private static void WriteTable(TextWriter output, string[] heading, string[][] rows)
    {
        if (rows.Length == 0)
            return;
        var text = new StringBuilder();
        text.Append("| ")
            .AppendJoin(" | ", heading)
            .Append(" |\n|")
            .Append(string.Concat(heading.Select((_, column) => column >= heading.Length - 2 ? "---:|" : "---|")));
        foreach (var row in rows)
            text.Append("\n| ").AppendJoin(" | ", row.Select(MarkdownText.Escape)).Append(" |");
        Line(output, text.ToString());
    }

    private static void WriteList(TextWriter output, string heading, IEnumerable<string> items)
    {
        var list = items.ToList();
        if (list.Count > 0)
            Line(output, $"**{heading}**\n\n{string.Join('\n', list.Select(item => $"- {MarkdownText.Escape(item)}"))}");
    }

    private static string EndOf(ComponentResult component) =>
        component.Pid is null ? "never started"
        : component.Exit is { } exit ? exit + (component.Killed ? ", killed" : "")
        : "not known";

    private static string CommitOf(RunResult run) =>
        run.Environment?.Git is { } git
            ? $" · commit {MarkdownText.Escape(git.Commit[..Math.Min(10, git.Commit.Length)])}{(git.IsDirty ? " with changes" : "")}"
            : "";

    private static void Line(TextWriter output, string text) => output.Write($"{text}\n\n");
}
