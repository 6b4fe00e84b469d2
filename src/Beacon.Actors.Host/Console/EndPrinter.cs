using Beacon.Actors.Host.Invocation;
using Beacon.Plans;
using Beacon.Records.Events;
using Beacon.Records.Layout;
using Beacon.Reports.Exporting;
using Spectre.Console;
using static Beacon.Plans.Durations;

namespace Beacon.Actors.Host.Console;

/// <summary>
/// Prints the end of a run: the statistics once all components have ended; with the verdict the last lines of a failed component, what has
/// changed since the run before, and where the record is.
/// </summary>
internal sealed class EndPrinter(IAnsiConsole console, RunPlan plan, ComponentNames names, PortHolders ports, StepOptions options)
{
    // What is printed below the statistics: the last steps, the verdict, the shell's prompt.
    private const int RowsBelow = 6;

    private readonly List<string> _withoutStatistics = [];

    /// <summary>Whether the statistics were printed, or there are none.</summary>
    public bool HasStatistics { get; private set; }

    public ShownOutput Output { get; } = new();

    public void Note(Problem problem)
    {
        if (problem is { Kind: ProblemKind.NoStatistics, Component: { } silent })
            _withoutStatistics.Add(names.TitleOf(silent));
    }

    public void ShowStatistics(RunSnapshot snapshot)
    {
        HasStatistics = true;
        if (options.Quiet)
            return;
        if (options.IsGrouped)
            Line(GitHubLog.EndGroup);
        var table = new StatisticsTable(plan, snapshot.Statistics, options.Statistics);
        console.Write(new StyledText(width => table.Lines(width, options.RowsOf() - RowsBelow)));
    }

    public void ShowVerdict(RunFinished finished, RunSnapshot snapshot)
    {
        if (!HasStatistics)
            ShowStatistics(snapshot);
        if (finished is { Outcome: RunOutcome.Failed, Cause.Component: { } culprit })
        {
            ShowLastLines(snapshot.Component(culprit));
            if (!options.Quiet && ports.WayOut(finished.Cause, plan.Component(culprit), snapshot.Component(culprit)) is { } wayOut)
                Line($"[grey]{Escape(wayOut)}[/]");
        }

        foreach (var expectation in snapshot.Expectations.Where(expectation => !options.Quiet || expectation.Held != true))
            Line(ExpectationLine.Of(expectation));

        if (ChangeOf(finished, snapshot) is { } change)
            Line($"[grey]{Escape(change)}[/]");

        var (colour, word) = finished.Outcome switch
        {
            RunOutcome.Completed => ("green", "completed"),
            RunOutcome.Failed => ("red", "failed"),
            _ => ("yellow", "interrupted"),
        };

        // The summary leaves out the last lines, which are printed above.
        var summary =
            finished.FirstCause is { } first ? names.InCause(first).Summary
            : finished.Cause is { } problem ? names.InMessage(problem)
            : null;
        var cause = summary is null ? "" : $": {Escape(summary)}";
        var missing = _withoutStatistics.Count == 0 ? "" : $" · no statistics of {Escape(string.Join(", ", _withoutStatistics))}";
        var unmet = finished.Outcome == RunOutcome.Completed ? ExpectationText.NotMet(snapshot.Expectations) : "";
        var expectations = unmet.Length == 0 ? "" : $", [red]{Escape(unmet)}[/]";
        var facts = $"{Rounded(finished.Elapsed)} · exit code {finished.ExitCode}";
        var record = finished.Record is { } folder ? $" · record {Escape(ScreenPath.Relative(folder))}" : "";
        if (options.IsGrouped && (finished.Outcome == RunOutcome.Failed || unmet.Length > 0))
            Line(Escape(GitHubLog.Error(plan.Name, summary ?? (unmet.Length > 0 ? unmet : word))));
        Line($"[{colour} bold]{word}[/]{cause}{expectations}[yellow]{missing}[/] [grey]· {facts}{record}[/]");
        if (!options.Quiet && finished.Record is { } path)
            Line($"[grey]report {Escape(ScreenPath.Relative(Path.Combine(path, RecordLayout.ReportFile)))}[/]");
    }

    private string? ChangeOf(RunFinished finished, RunSnapshot snapshot) =>
        !options.Quiet
        && options.Statistics != StatisticsDetail.None
        && !snapshot.Statistics.IsEmpty
        && finished is { Outcome: RunOutcome.Completed, Record: { } record }
        && options.EarlierOf(record) is { } earlier
            ? EarlierRunText.Of(earlier, finished.At)
            : null;

    private void ShowLastLines(ComponentSnapshot component)
    {
        var lines = Output.Missing(component);
        if (lines.Count == 0)
            return;
        Line($"last lines of {Escape(component.Title)}:");
        foreach (var line in lines)
            Line($"  [grey]|[/] {Escape($"{line}")}");
    }

    private void Line(string markup) => console.Write(new ScreenLine(markup));

    private static string Escape(string text) => ScreenText.Escape(text);
}
