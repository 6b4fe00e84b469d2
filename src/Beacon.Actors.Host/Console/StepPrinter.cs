using System.Globalization;
using Beacon.Plans;
using Beacon.Records.Events;
using Spectre.Console;
using static Beacon.Plans.Durations;

namespace Beacon.Actors.Host.Console;

/// <summary>Prints the events of a run as lines, each with its time.</summary>
internal sealed class StepPrinter(IAnsiConsole console, bool follow, bool quiet, TimeZoneInfo zone)
{
    private readonly HashSet<string> _ready = [];
    private readonly HashSet<string> _stopped = [];
    private readonly List<string> _withoutStatistics = [];
    private readonly Dictionary<string, TimeSpan> _stoppingSince = [];
    private RunPlan? _plan;
    private int _killing;
    private bool _statisticsShown;

    public RunSnapshot Snapshot { get; private set; } = new() { Components = [] };

    /// <summary>Whether all components have ended.</summary>
    public bool HasEnded => _statisticsShown;

    public bool WantsOutput(RunPlan plan) =>
        follow || (!quiet && plan.Components.Any(component => component.Output.Console != ConsoleStreams.None));

    public void Begin(RunPlan plan)
    {
        _plan = plan = plan.Masked();
        Snapshot = RunSnapshot.Before(plan);
        if (quiet)
            return;

        var components = $"{plan.Components.Length} component{(plan.Components.Length == 1 ? "" : "s")}";
        var length = plan.Duration is { } duration ? Durations.Format(duration) : "until stopped";
        Line($"[bold]Beacon[/] {Escape(plan.Name)}: {components}, {length}");
        foreach (var source in plan.Sources)
            Line($"  [grey]plan[/]   {Escape(source)}");
        Line($"  [grey]order[/]  {Escape(OrderOf(plan))}");
    }

    /// <summary>
    /// Whether this event is the end of the last component; one that has not started yet may still wait for another that completes.
    /// </summary>
    public bool IsOver(RunEvent runEvent) =>
        runEvent is ComponentStopped stopped
        && Snapshot.Components.All(component =>
            (component.Pid is null && Snapshot.State == RunState.Stopping)
            || component.Name == stopped.Component
            || _stopped.Contains(component.Name)
        );

    /// <summary>
    /// Shows that a second signal kills all components, before the next event is printed. Callable on any thread; never waits for the
    /// terminal.
    /// </summary>
    public void ShowKill(UnixSignal signal) => Volatile.Write(ref _killing, (int)signal);

    public void Print(RunEvent runEvent)
    {
        if (Interlocked.Exchange(ref _killing, 0) is var killing and not 0 && !quiet)
            Step(runEvent, $"[yellow]![/] second signal, {(UnixSignal)killing}: killing all running components");
        var isOver = IsOver(runEvent);
        Snapshot = Snapshot.Apply(runEvent);
        if (runEvent is ComponentStopped stopped)
            _stopped.Add(stopped.Component);
        if (runEvent is ProblemRaised { Problem: { Kind: ProblemKind.NoStatistics, Component: { } silent } })
            _withoutStatistics.Add(silent);
        if (runEvent is ComponentRestarting restarting)
            Forget(restarting.Component);
        if (!quiet)
            PrintStep(runEvent);
        if (runEvent is ProblemRaised { Problem: var problem } && !(quiet && problem.IsHint))
            PrintProblem(runEvent, problem);
        if (isOver)
            ShowStatistics();
        if (runEvent is RunFinished finished)
            PrintVerdict(finished);
    }

    private void PrintStep(RunEvent runEvent)
    {
        switch (runEvent)
        {
            case RunStarted started:
                Line($"  [grey]record[/] {Escape(Relative(started.Record))}");
                if (started.Limitation is { } limitation)
                    Line($"  [grey]note[/]   {Escape(limitation)} [grey](docs/engines.md)[/]");
                break;
            case ComponentStarting starting:
                Step(
                    runEvent,
                    $"[grey]…[/] {TitleOf(starting.Component)} started{(starting.Incarnation > 1 ? " again" : "")}, pid {starting.Pid}"
                );
                break;
            case ComponentReady ready:
                var count = $"{CountReady(ready.Component)}/{_plan!.Components.Length}";
                Step(
                    runEvent,
                    $"[green]✓[/] {count} {TitleOf(ready.Component)} ready: {Escape(ready.Probe)} [grey]({Rounded(ready.After)})[/]"
                );
                break;
            case RunOperational operational:
                Step(runEvent, $"[green]✓[/] operational after {Rounded(operational.After)}");
                break;
            case ComponentRestarting restarting:
                Step(runEvent, $"[yellow]↻[/] {TitleOf(restarting.Component)} restarts {DescribeRestart(restarting)}");
                break;
            case ComponentStopping stopping:
                _stoppingSince[stopping.Component] = stopping.Elapsed;
                Step(runEvent, $"[grey]…[/] {TitleOf(stopping.Component)} sent {stopping.Signal}");
                break;

            // An abnormal exit is printed as a problem, with its reason.
            case ComponentExited exited when IsNormal(exited):
                var mark = IsByForce(exited) ? "[yellow]✗[/]" : "[green]✓[/]";
                Step(runEvent, $"{mark} {TitleOf(exited.Component)} {Escape(exited.Exit.ToString())}{StopTime(exited)}");
                break;
            case ComponentOutput output when IsShown(output):
                PrintOutput(output);
                break;
        }
    }

    // Components of one level start together.
    private static string OrderOf(RunPlan plan) =>
        string.Join(" → ", plan.Levels.Select(level => string.Join(" + ", level.Select(component => component.Name))));

    private void PrintProblem(RunEvent runEvent, Problem problem)
    {
        var isFailure = !problem.IsHint && !problem.SpoilsStatistics;
        Step(runEvent, $"{(isFailure ? "[red]✗[/]" : "[yellow]![/]")} {Escape(problem.Message)}");
        if (!quiet && WayOutOf(problem) is { } wayOut)
            Line($"               [grey]{Escape(wayOut)}[/]");
    }

    private static string? WayOutOf(Problem problem) =>
        problem.Kind switch
        {
            ProblemKind.ExitedEarly => $"if {problem.Component} may end early: finishes-itself = on; "
                + $"if another waits for its end: depends-on {{ {problem.Component} = completed }}",
            ProblemKind.NotReady => "if it needs longer: ready.timeout",
            ProblemKind.StopIgnored => "if it needs longer: stop.timeout; if it waits for another signal: stop.signal",
            _ => null,
        };

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
        Line($"[{colour}]{Escape(output.Component.PadRight(names.Max(name => name.Length)))} |[/] {Escape($"{output.Line}")}");
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

        // The summary leaves out the last lines, which are printed above.
        var cause = finished.Cause is { } problem ? $": {Escape(finished.FirstCause?.Summary ?? problem.Message)}" : "";
        var missing = _withoutStatistics.Count == 0 ? "" : $" · no statistics of {Escape(string.Join(", ", _withoutStatistics))}";
        var facts = $"{Rounded(finished.Elapsed)} · exit code {finished.ExitCode} · record {Escape(Relative(finished.Record ?? ""))}";
        Line($"[{colour} bold]{word}[/]{cause}[yellow]{missing}[/] [grey]· {facts}[/]");
    }

    private void PrintLastLines(string component)
    {
        var lines = Snapshot.Component(component).LastLines.ToList();
        if (lines.Count == 0)
            return;
        Line($"last lines of {Escape(component)}:");
        foreach (var line in lines)
            Line($"  [grey]|[/] {Escape($"{line}")}");
    }

    private int CountReady(string component)
    {
        _ready.Add(component);
        return _ready.Count;
    }

    /// <summary>Clears the state of a component whose next incarnation starts.</summary>
    private void Forget(string component)
    {
        _ready.Remove(component);
        _stopped.Remove(component);
        _stoppingSince.Remove(component);
    }

    private string DescribeRestart(ComponentRestarting restarting) =>
        restarting.Dependency is { } dependency ? $"after {TitleOf(dependency)}"
        : restarting.Delay == TimeSpan.Zero ? $"immediately [grey](restart {restarting.Attempt} in a row)[/]"
        : $"in {Rounded(restarting.Delay)} [grey](restart {restarting.Attempt} in a row)[/]";

    private bool IsNormal(ComponentExited exited) =>
        exited.Exit.Code is { } code
            ? _plan!.Component(exited.Component).SuccessExitCodes.Contains(code) || _stoppingSince.ContainsKey(exited.Component)
            : _stoppingSince.ContainsKey(exited.Component);

    /// <summary>Whether it was killed although its stop signal is not SIGKILL.</summary>
    private bool IsByForce(ComponentExited exited) =>
        exited.Exit.Signal == UnixSignal.SIGKILL && _plan!.Component(exited.Component).Stop.Signal != UnixSignal.SIGKILL;

    private string StopTime(ComponentExited exited) =>
        _stoppingSince.TryGetValue(exited.Component, out var since) ? $" [grey]({Rounded(exited.Elapsed - since)})[/]" : "";

    private string TitleOf(string component) => Escape(_plan!.Component(component).Title);

    private void Step(RunEvent runEvent, string markup) =>
        Line($"[grey]{TimeZoneInfo.ConvertTime(runEvent.At, zone).ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture)}[/] {markup}");

    private void Line(string markup) => console.Write(new ScreenLine(markup));

    private static string Escape(string text) => ScreenText.Escape(text);

    private static string Relative(string path)
    {
        try
        {
            var relative = Path.GetRelativePath(Environment.CurrentDirectory, path);
            return relative.StartsWith("..", StringComparison.Ordinal) ? path : relative;
        }
        catch (IOException)
        {
            // The current directory was deleted.
            return path;
        }
    }
}
