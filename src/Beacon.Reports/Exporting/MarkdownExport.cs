using System.Globalization;
using System.Text;
using Beacon.Records.Events;

namespace Beacon.Reports.Exporting;

/// <summary>Writes runs as GitHub Markdown for a pull request: the verdict and its reason, the components, the statistics.</summary>
public static class MarkdownExport
{
    /// <summary>Writes the runs.</summary>
    /// <param name="runs">The runs.</param>
    /// <param name="output">The destination.</param>
    public static void Write(IReadOnlyList<RunResult> runs, TextWriter output)
    {
        foreach (var run in runs)
            Write(run, output);
    }

    private static void Write(RunResult run, TextWriter output)
    {
        var (sign, word) = run.Outcome switch
        {
            RunOutcome.Completed => ("✅", "completed"),
            RunOutcome.Failed => ("❌", "failed"),
            RunOutcome.Interrupted => ("⚠️", "was interrupted"),
            _ => ("⚠️", "was cut short"),
        };
        Line(output, $"### {sign} {MarkdownText.Escape(run.Name)} {word}");
        Line(
            output,
            $"`{run.Id}` · {Seconds(run.Elapsed)}"
                + (run.OperationalAfter is { } after ? $" · operational after {Seconds(after)}" : "")
                + (run.Outcome == RunOutcome.Unknown ? "" : $" · exit code {run.ExitCode}")
                + CommitOf(run)
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
                        component.ReadyAfter is { } ready ? Seconds(ready) : "",
                        component.Restarts > 0 ? $"{component.Restarts}" : "",
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
        WriteList(output, "Problems", run.Problems.Select(problem => problem.Message));
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
        var fence = new string('`', Math.Max(3, lines.Max(LongestRunOfBackticks) + 1));
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
            ? $" · commit {git.Commit[..Math.Min(10, git.Commit.Length)]}{(git.IsDirty ? " with changes" : "")}"
            : "";

    private static int LongestRunOfBackticks(string line)
    {
        var (longest, current) = (0, 0);
        foreach (var character in line)
            longest = Math.Max(longest, current = character == '`' ? current + 1 : 0);
        return longest;
    }

    private static string Seconds(TimeSpan span) =>
        span < TimeSpan.FromSeconds(1)
            ? string.Create(CultureInfo.InvariantCulture, $"{span.TotalMilliseconds:0} ms")
            : string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0.0} s");

    private static void Line(TextWriter output, string text) => output.Write($"{text}\n\n");
}
