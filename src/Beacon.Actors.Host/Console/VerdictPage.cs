using System.Globalization;
using Beacon.Actors.Host.Invocation;
using Beacon.Plans;
using Beacon.Processes;
using Beacon.Records.Environments;
using Beacon.Records.Events;
using Beacon.Records.Reading;
using Beacon.Reports.Exporting;
using Spectre.Console;

namespace Beacon.Actors.Host.Console;

/// <summary>Shows the record of a run: verdict and cause first, then components, statistics, problems and environment.</summary>
internal sealed class VerdictPage(IAnsiConsole console, TimeZoneInfo zone)
{
    private const int LabelWidth = 15;

    public void Write(RunRecord record, DateTimeOffset now)
    {
        var run = record.Result;
        WriteVerdict(record);
        WriteTimes(record, now);
        WriteComponents(run);
        WriteLastLines(run);
        if (!run.Statistics.IsEmpty)
        {
            var components = run.Components.Select(component => (component.Name, component.Title)).ToList();
            var table = new StatisticsTable(components, run.Statistics, StatisticsDetail.Full);
            console.Write(new StyledText(width => table.Lines(width, int.MaxValue)));
        }

        if (!run.Expectations.IsEmpty)
            Line("expectations:");
        foreach (var expectation in run.Expectations)
            console.Write(new Padder(new Markup(ExpectationLine.Of(expectation)), new Padding(2, 0, 0, 0)));
        WriteList(
            "problems",
            run.Problems.Where(problem => problem.Kind != ProblemKind.ExpectationNotMet).Select(problem => problem.Message),
            "[red]✗[/]"
        );
        WriteList("not comparable with other runs", run.NotComparable, "[yellow]≠[/]");
        if (run.Environment is { } environment)
            WriteEnvironment(environment);
    }

    private void WriteVerdict(RunRecord record)
    {
        var run = record.Result;
        var (colour, word) = (record.State, run.Outcome) switch
        {
            (RecordState.Running, _) => ("yellow", "running"),
            (RecordState.CutShort, RunOutcome.Unknown) => ("yellow", "cut short"),
            (_, RunOutcome.Completed) => ("green", "completed"),
            (_, RunOutcome.Failed) => ("red", "failed"),
            _ => ("yellow", "interrupted"),
        };
        var unmet = run.Outcome == RunOutcome.Completed ? ExpectationText.NotMet(run.Expectations) : "";
        Line($"[{colour} bold]{word}[/]{(unmet.Length > 0 ? $", [red]{Escape(unmet)}[/]" : "")} [bold]{Escape(record.Id)}[/]");
        if (record.State == RecordState.CutShort)
            Paragraph(
                run.Outcome == RunOutcome.Unknown
                    ? "The supervisor died before the run ended. This page shows what was recorded until then."
                    : "run.json is missing or damaged. This page is made from events.ndjson."
            );
        if (record.State == RecordState.Running)
            Paragraph("The run has not ended yet. This page shows what was recorded so far.");
        if (run.FirstCause is not { } cause)
        {
            if (run.Cause is { } compared)
                Paragraph($"{Capitalised(compared.Message.TrimEnd('.'))}.");
            return;
        }

        Paragraph(cause.Headline);
        WriteFact("before that", cause.Before);
        WriteFact("what followed", cause.Followed);
        WriteFact("only stopped", [string.Join(", ", cause.OnlyStopped)]);
        WriteFact("never started", [string.Join(", ", cause.NeverStarted)]);
    }

    private void WriteTimes(RunRecord record, DateTimeOffset now)
    {
        var run = record.Result;
        Line("");
        var began = TimeZoneInfo.ConvertTime(run.StartedAt, zone).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        Fact("started", $"{began}, {DurationText.Ago(now - run.StartedAt)}");
        var operational = run.OperationalAfter is { } after ? $"operational after {Durations.Rounded(after)}" : "never operational";
        Fact("duration", $"{Durations.Rounded(run.Elapsed)}, {operational}");
        if (run.Outcome != RunOutcome.Unknown)
            Fact("exit code", $"{run.ExitCode}");
        if (run.Label is { } label)
            Fact("label", RunLabel.Shown(label));
        if (run.PlanFile is { } file)
            Fact("plan file", ScreenPath.Relative(file));
        Fact("record", record.Folder);
    }

    private void WriteComponents(RunResult run)
    {
        if (run.Components.IsEmpty)
            return;
        var table = new Table().RoundedBorder();
        foreach (var heading in new[] { "component", "ended", "ready after", "restarts", "CPU", "memory" })
            table.AddColumn(heading);
        foreach (var column in table.Columns.Skip(2))
            column.RightAligned().NoWrap();
        foreach (var component in run.Components)
            table.AddRow(
                Escape(component.Title),
                Escape(EndOf(component, run)),
                component.ReadyAfter is { } after ? Durations.Rounded(after) : "",
                component.Restarts > 0 ? $"{component.Restarts}" : "",
                component.CpuTime is { } time ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.00} s") : "",
                component.MaxRssBytes is { } bytes ? Mebibytes(bytes) : ""
            );
        console.Write(table);
    }

    private static string EndOf(ComponentResult component, RunResult run) =>
        component.Pid is null ? "never started"
        : component.Exit is not { } exit ? "unknown"
        : (WasAsked(component, exit, run) ? exit.ToString() : exit.Explain())
            + (component.Killed ? ", killed" : "")
            + (exit.Inferred ? ", inferred" : "");

    // A stop signal was sent by the supervisor, unless its exit is the cause of the run's failure.
    private static bool WasAsked(ComponentResult component, ExitStatus exit, RunResult run) =>
        component.Name != run.Cause?.Component
        && exit.Signal is UnixSignal.SIGTERM or UnixSignal.SIGINT or UnixSignal.SIGQUIT or UnixSignal.SIGHUP or UnixSignal.SIGKILL;

    // Of the component that caused the failure; in a run that was cut short, of all components.
    private void WriteLastLines(RunResult run)
    {
        foreach (
            var component in run.Components.Where(component =>
                run.Cause is { Component: { } culprit } ? component.Name == culprit : run.Outcome == RunOutcome.Unknown
            )
        )
        {
            if (component.LastLines.IsEmpty)
                continue;
            Line($"last lines of {Escape(component.Title)}:");
            foreach (var line in component.LastLines)
                Line($"  [grey]|[/] {Escape($"{line}")}");
        }
    }

    private void WriteEnvironment(RunEnvironment environment)
    {
        Line("environment:");
        var cores = $"{environment.Cores} cores{(environment.Governor is { } governor ? $" ({governor})" : "")}";
        Fact(
            "machine",
            $"{environment.Machine}: {environment.Cpu ?? environment.Architecture}, {cores}, {Mebibytes(environment.MemoryBytes)}"
        );
        Fact("system", $"{environment.Os}, kernel {environment.Kernel}, {environment.Dotnet}, Beacon.Actors {environment.Beacon}");
        Fact("load before", Load(environment.LoadBefore));
        Fact("load during", Load(environment.LoadDuring));
        Fact("load after", Load(environment.LoadAfter));
        if (environment.Git is { } git)
            Fact("commit", $"{git.Commit}{(git.IsDirty ? ", with uncommitted changes" : "")}");
        Fact("plan", $"SHA-256 {environment.PlanSha256}");
        foreach (var file in environment.Files)
            Fact(file.Component, $"{file.Path}, {(file.Sha256 is { } digest ? $"SHA-256 {digest[..16]}…" : "not read")}");
    }

    private static string Load(MachineLoad load)
    {
        var stalls = new[] { ("the CPU", load.CpuStalled), ("memory", load.MemoryStalled), ("I/O", load.IoStalled) }
            .Where(stall => stall.Item2 is not null)
            .Select(stall => string.Create(CultureInfo.InvariantCulture, $"{stall.Item2 * 100:0.#} % for {stall.Item1}"))
            .ToList();
        var average = load.Average is { } number ? string.Create(CultureInfo.InvariantCulture, $"average {number:0.00}") : null;
        var waited = stalls.Count > 0 ? $"some task waited {string.Join(", ", stalls)}" : null;
        return (average, waited) is (null, null) ? "unknown" : string.Join("; ", new[] { average, waited }.OfType<string>());
    }

    private void WriteFact(string label, IEnumerable<string> texts)
    {
        foreach (var text in texts.Where(text => text.Length > 0))
            Fact(label, text);
    }

    private void WriteList(string heading, IEnumerable<string> items, string sign)
    {
        var list = items.ToList();
        if (list.Count == 0)
            return;
        Line($"{heading}:");
        foreach (var item in list)
            Indented($"{sign} {Escape(item)}", 2);
    }

    private void Fact(string label, string text) =>
        console.Write(
            new Grid { Expand = false }
                .AddColumn(
                    new GridColumn
                    {
                        Width = LabelWidth,
                        NoWrap = true,
                        Padding = new Padding(2, 0, 1, 0),
                    }
                )
                .AddColumn(new GridColumn { Padding = new Padding(0, 0, 0, 0) })
                .AddRow($"[grey]{Escape(label)}[/]", Escape(text))
        );

    private void Paragraph(string text) => Indented(Escape(text), 0);

    private void Indented(string markup, int left) => console.Write(new Padder(new Markup(markup), new Padding(left, 0, 0, 0)));

    private void Line(string markup) => console.MarkupLine(markup);

    private static string Capitalised(string text) => text.Length > 0 ? char.ToUpperInvariant(text[0]) + text[1..] : text;

    private static string Mebibytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1048576.0:N1} MiB");

    private static string Escape(string text) => ScreenText.Escape(text);
}
