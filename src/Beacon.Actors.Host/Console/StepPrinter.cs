using System.Globalization;
using Beacon.Plans;
using Beacon.Records.Events;
using Spectre.Console;

namespace Beacon.Actors.Host.Console;

/// <summary>Turns events into lines: each states something that was observed, and when.</summary>
internal sealed class StepPrinter(IAnsiConsole console, bool follow, bool quiet, TimeZoneInfo zone)
{
    private readonly HashSet<string> _ready = [];
    private readonly HashSet<string> _stopped = [];
    private readonly Dictionary<string, TimeSpan> _stoppingSince = [];
    private RunPlan? _plan;
    private int _killing;
    private bool _statisticsShown;

    public RunSnapshot Snapshot { get; private set; } = new() { Components = [] };

    /// <summary>Nothing runs any more.</summary>
    public bool HasEnded => _statisticsShown;

    public bool WantsOutput(RunPlan plan) =>
        follow || (!quiet && plan.Components.Any(component => component.Output.Console != ConsoleStreams.None));

    public void Begin(RunPlan plan)
    {
        _plan = plan;
        Snapshot = RunSnapshot.Before(plan);
        if (quiet)
            return;

        Line(
            $"[bold]Beacon[/] {Escape(plan.Name)}: {plan.Components.Length} component{(plan.Components.Length == 1 ? "" : "s")}, {(plan.Duration is { } duration ? Durations.Format(duration) : "until it is stopped")}"
        );
        foreach (var source in plan.Sources)
            Line($"  [grey]plan[/]   {Escape(source)}");
        Line($"  [grey]order[/]  {Escape(string.Join(" → ", plan.Components.Select(component => component.Name)))}");
    }

    /// <summary>Whether with this event the last component has ended.</summary>
    public bool IsOver(RunEvent happened) =>
        happened is ComponentStopped stopped
        && Snapshot.Components.All(component =>
            component.Pid is null || component.Name == stopped.Component || _stopped.Contains(component.Name)
        );

    /// <summary>
    /// A second signal kills everything at once: told with the next event, which is the first that comes of it. For any thread, and waits
    /// for no terminal.
    /// </summary>
    public void Killing(UnixSignal signal) => Volatile.Write(ref _killing, (int)signal);

    public void Print(RunEvent happened)
    {
        if (Interlocked.Exchange(ref _killing, 0) is var killing and not 0 && !quiet)
            Step(happened, $"[yellow]![/] {(UnixSignal)killing}, the second signal: all that still runs is killed");
        var isOver = IsOver(happened);
        Snapshot = Snapshot.Apply(happened);
        if (happened is ComponentStopped stopped)
            _stopped.Add(stopped.Component);
        if (happened is ComponentRestarting restarting)
            Forget(restarting.Component);
        if (!quiet)
            PrintStep(happened);
        if (happened is ProblemRaised { Problem: var problem } && !(quiet && problem.IsHint))
            PrintProblem(happened, problem);
        if (isOver)
            ShowStatistics();
        if (happened is RunFinished finished)
            PrintVerdict(finished);
    }

    private void PrintStep(RunEvent happened)
    {
        switch (happened)
        {
            case RunStarted started:
                Line($"  [grey]record[/] {Escape(Relative(started.Record))}");
                break;
            case ComponentStarting starting:
                Step(
                    happened,
                    $"[grey]…[/] {TitleOf(starting.Component)} started{(starting.Incarnation > 1 ? " again" : "")}, pid {starting.Pid}"
                );
                break;
            case ComponentReady ready:
                Step(
                    happened,
                    $"[green]✓[/] {ReadyWith(ready.Component)}/{_plan!.Components.Length} {TitleOf(ready.Component)} ready: {Escape(ready.Probe)} [grey]({Milliseconds(ready.After)})[/]"
                );
                break;
            case RunOperational operational:
                Step(happened, $"[green]✓[/] operational after {Milliseconds(operational.After)}");
                break;
            case ComponentRestarting restarting:
                Step(happened, $"[yellow]↻[/] {TitleOf(restarting.Component)} restarts {Occasion(restarting)}");
                break;
            case ComponentStopping stopping:
                _stoppingSince[stopping.Component] = stopping.Elapsed;
                Step(happened, $"[grey]…[/] {TitleOf(stopping.Component)} sent {stopping.Signal}");
                break;

            // One that is not as it should be is told as a problem, with its reason.
            case ComponentExited exited when IsNormal(exited):
                Step(
                    happened,
                    $"{(IsByForce(exited) ? "[yellow]✗[/]" : "[green]✓[/]")} {TitleOf(exited.Component)} {Escape(exited.Exit.ToString())}{StopTime(exited)}"
                );
                break;
            case ComponentOutput output when IsShown(output):
                PrintOutput(output);
                break;
        }
    }

    private void PrintProblem(RunEvent happened, Problem problem) =>
        Step(happened, $"{(problem.IsHint ? "[yellow]![/]" : "[red]✗[/]")} {Escape(problem.Message)}");

    private bool IsShown(ComponentOutput output) =>
        follow
        || _plan!.Component(output.Component).Output.Console switch
        {
            ConsoleStreams.All => true,
            ConsoleStreams.Stderr => output.Stream == OutputStream.Stderr,
            _ => false,
        };

    private void PrintOutput(ComponentOutput output)
    {
        var names = _plan!.Components.Select(component => component.Name).ToList();
        var colour = ComponentColours.Of(names.IndexOf(output.Component));
        Line($"[{colour}]{Escape(output.Component.PadRight(names.Max(name => name.Length)))} |[/] {Escape(Sanitizer.Clean(output.Line))}");
    }

    private void ShowStatistics()
    {
        _statisticsShown = true;
        if (!quiet && !Snapshot.Statistics.IsEmpty)
            console.Write(StatisticsTable.Of(_plan!, Snapshot.Statistics));
    }

    private void PrintVerdict(RunFinished finished)
    {
        if (!_statisticsShown)
            ShowStatistics();
        if (finished.Cause?.Component is { } culprit && finished.Outcome == RunOutcome.Failed)
            PrintLastLines(culprit);
        var (colour, word) = finished.Outcome switch
        {
            RunOutcome.Completed => ("green", "completed"),
            RunOutcome.Failed => ("red", "failed"),
            _ => ("yellow", "interrupted"),
        };
        // The printed lines stand above: the summary goes without.
        var cause = finished.Cause is { } problem ? $": {Escape(finished.FirstCause?.Summary ?? problem.Message)}" : "";
        Line(
            $"[{colour} bold]{word}[/]{cause} [grey]· {Seconds(finished.Elapsed)} · exit code {finished.ExitCode} · record {Escape(Relative(finished.Record ?? ""))}[/]"
        );
    }

    private void PrintLastLines(string component)
    {
        var lines = Snapshot.Component(component).LastLines.ToList();
        if (lines.Count == 0)
            return;
        Line($"last lines of {Escape(component)}:");
        foreach (var line in lines)
            Line($"  [grey]|[/] {Escape(Sanitizer.Clean(line))}");
    }

    private int ReadyWith(string component)
    {
        _ready.Add(component);
        return _ready.Count;
    }

    /// <summary>What was said of a component's last process says nothing of its next.</summary>
    private void Forget(string component)
    {
        _ready.Remove(component);
        _stopped.Remove(component);
        _stoppingSince.Remove(component);
    }

    private string Occasion(ComponentRestarting restarting) =>
        restarting.Dependency is { } dependency ? $"after {TitleOf(dependency)}"
        : restarting.Delay == TimeSpan.Zero ? $"at once [grey](restart {restarting.Attempt} in a row)[/]"
        : $"in {Milliseconds(restarting.Delay)} [grey](restart {restarting.Attempt} in a row)[/]";

    private bool IsNormal(ComponentExited exited) =>
        exited.Exit.Code is { } code
            ? _plan!.Component(exited.Component).SuccessExitCodes.Contains(code) || _stoppingSince.ContainsKey(exited.Component)
            : _stoppingSince.ContainsKey(exited.Component);

    /// <summary>Killed, and not because its plan says that this is how it is stopped.</summary>
    private bool IsByForce(ComponentExited exited) =>
        exited.Exit.Signal == UnixSignal.SIGKILL && _plan!.Component(exited.Component).Stop.Signal != UnixSignal.SIGKILL;

    private string StopTime(ComponentExited exited) =>
        _stoppingSince.TryGetValue(exited.Component, out var since) ? $" [grey]({Milliseconds(exited.Elapsed - since)})[/]" : "";

    private string TitleOf(string component) => Escape(_plan!.Component(component).Title);

    private void Step(RunEvent happened, string markup) =>
        Line($"[grey]{TimeZoneInfo.ConvertTime(happened.At, zone).ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture)}[/] {markup}");

    private void Line(string markup) => console.Write(new ScreenLine(markup));

    private static string Escape(string text) => Markup.Escape(text);

    private static string Relative(string path)
    {
        var relative = Path.GetRelativePath(Environment.CurrentDirectory, path);
        return relative.StartsWith("..", StringComparison.Ordinal) ? path : relative;
    }

    private static string Milliseconds(TimeSpan span) =>
        span.TotalSeconds < 10 ? string.Create(CultureInfo.InvariantCulture, $"{span.TotalMilliseconds:0} ms") : Seconds(span);

    private static string Seconds(TimeSpan span) => string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0.0} s");
}
