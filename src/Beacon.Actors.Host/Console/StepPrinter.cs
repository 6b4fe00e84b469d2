using System.Globalization;
using Beacon.Plans;
using Beacon.Records.Events;
using Spectre.Console;
using static Beacon.Plans.Durations;

namespace Beacon.Actors.Host.Console;

/// <summary>Prints the events of a run as lines, each with its time.</summary>
internal sealed class StepPrinter(IAnsiConsole console, StepOptions options)
{
    private const string BelowStep = "               ";

    private readonly HashSet<string> _ready = [];
    private readonly HashSet<string> _stopped = [];
    private readonly Dictionary<string, TimeSpan> _stoppingSince = [];
    private readonly PortHolders _ports = new(options.HolderOf);
    private readonly Hints _hints = new();
    private RunPlan? _plan;
    private ComponentNames? _names;
    private EndPrinter? _end;
    private int _killing;

    public RunSnapshot Snapshot { get; private set; } = new() { Components = [] };

    /// <summary>Whether all components have ended.</summary>
    public bool HasEnded => _end?.HasStatistics == true;

    public bool WantsOutput(RunPlan plan) =>
        options.Follow || (!options.Quiet && plan.Components.Any(component => component.Output.Console != ConsoleStreams.None));

    public void Begin(RunPlan plan)
    {
        _plan = plan = plan.Masked();
        _names = new ComponentNames(plan);
        _end = new EndPrinter(console, plan, _names, _ports, options);
        Snapshot = RunSnapshot.Before(plan);
        if (options.Quiet)
            return;

        var components = $"{plan.Components.Length} component{(plan.Components.Length == 1 ? "" : "s")}";
        var length = plan.Duration is { } duration ? Format(duration) : "until stopped";
        if (options.IsGrouped)
            Line(Escape(GitHubLog.Group($"Beacon {plan.Name}")));
        Line($"[bold]Beacon[/] {Escape(plan.Name)}: {components}, {length}{(options.IsInteractive ? " [grey]· Ctrl+C stops[/]" : "")}");
        foreach (var source in plan.Sources)
            Line($"  [grey]plan[/]   {Escape(ScreenPath.Relative(source))}");
        var block = new PlanBlock(plan, _names);
        Line($"  [grey]order[/]  {Escape(block.Order)}");
        console.Write(new StyledText(block.Lines));
    }

    /// <summary>
    /// Whether this event is the end of the last component; one that has not started yet may still wait for another that completes.
    /// </summary>
    public bool IsOver(RunEvent runEvent) =>
        runEvent is ComponentStopped stopped
        && Snapshot.Components.All(component =>
            (component.Pid is null && Snapshot.State == RunState.Stopping)
            || component.Name == stopped.Component && !component.IsStoppedByHand
            || _stopped.Contains(component.Name)
        );

    /// <summary>
    /// Shows that a second signal kills all components, before the next event is printed. Callable on any thread; never waits for the
    /// terminal.
    /// </summary>
    public void ShowKill(UnixSignal signal) => Volatile.Write(ref _killing, (int)signal);

    /// <summary>Shows how far the run is.</summary>
    public void ShowProgress(DateTimeOffset at, string progress)
    {
        if (!options.Quiet)
            Step(at, $"[grey]…[/] {Escape(progress)}");
    }

    public void Print(RunEvent runEvent)
    {
        if (Interlocked.Exchange(ref _killing, 0) is var killing and not 0 && !options.Quiet)
            Step(runEvent.At, $"[yellow]![/] second signal, {(UnixSignal)killing}: killing all running components");
        var isOver = IsOver(runEvent);
        Snapshot = Snapshot.Apply(runEvent);
        if (runEvent is ComponentStopped stopped)
            _stopped.Add(stopped.Component);
        if (runEvent is ComponentRestarting or ComponentStarting { Incarnation: > 1 })
            Forget(((ComponentEvent)runEvent).Component);
        if (!options.Quiet)
            PrintStep(runEvent);
        if (runEvent is ProblemRaised { Problem: var problem })
            PrintProblem(runEvent, problem);
        if (isOver)
            _end!.ShowStatistics(Snapshot);
        if (runEvent is RunFinished finished)
            _end!.ShowVerdict(finished, Snapshot);
    }

    private void PrintStep(RunEvent runEvent)
    {
        switch (runEvent)
        {
            case RunStarted started:
                Line($"  [grey]record[/] {Escape(ScreenPath.Relative(started.Record))}");
                if (started.Limitation is { } limitation)
                    Line($"  [grey]note[/]   {Escape(limitation)} [grey](docs/engines.md)[/]");
                break;
            case ComponentStarting starting:
                Step(
                    runEvent.At,
                    $"[grey]…[/] {TitleOf(starting.Component)} started{(starting.Incarnation > 1 ? " again" : "")}, pid {starting.Pid}"
                );
                break;
            case ComponentReady ready:
                var count = $"{CountReady(ready.Component)}/{_plan!.Components.Length}";
                Step(
                    runEvent.At,
                    $"[green]✓[/] {count} {TitleOf(ready.Component)} ready: {Escape(ready.Probe)} [grey]({Rounded(ready.After)})[/]"
                );
                break;
            case RunOperational operational:
                Step(runEvent.At, $"[green]✓[/] operational after {Rounded(operational.After)}");
                break;
            case ComponentRestarting restarting:
                Step(runEvent.At, $"[yellow]↻[/] {TitleOf(restarting.Component)} restarts {DescribeRestart(restarting)}");
                break;
            case RunControlled controlled:
                Step(runEvent.At, $"[grey]…[/] {DescribeControl(controlled)}, by {Escape($"{controlled.By}")}");
                break;
            case ComponentStopping stopping:
                _stoppingSince[stopping.Component] = stopping.Elapsed;
                Step(runEvent.At, $"[grey]…[/] {TitleOf(stopping.Component)} sent {stopping.Signal}");
                break;

            // An abnormal exit is printed as a problem, with its reason.
            case ComponentExited exited when IsNormal(exited):
                var mark = IsByForce(exited) ? "[yellow]✗[/]" : "[green]✓[/]";
                Step(runEvent.At, $"{mark} {TitleOf(exited.Component)} {Escape(exited.Exit.ToString())}{StopTime(exited)}");
                break;
            case ComponentOutput output when IsShown(output):
                PrintOutput(output);
                break;
        }
    }

    private void PrintProblem(RunEvent runEvent, Problem problem)
    {
        _end!.Note(problem);

        // What was decided is shown at the end; before that comes only the one that ends the run.
        if (problem.Kind == ProblemKind.ExpectationNotMet && !Snapshot.Expectations.IsEmpty)
            return;
        if ((options.Quiet && problem.IsHint) || !_hints.IsWorthShowing(problem, Snapshot))
            return;
        var isFailure = !problem.IsHint && !problem.SpoilsStatistics;
        Step(runEvent.At, $"{(isFailure ? "[red]✗[/]" : "[yellow]![/]")} {Escape(_names!.InMessage(problem))}");
        if (!options.Quiet && WayOutOf(problem) is { } wayOut)
            Line($"{BelowStep}[grey]{Escape(wayOut)}[/]");
    }

    private string? WayOutOf(Problem problem) =>
        problem.Component is { } name && _ports.WayOut(problem, _plan!.Component(name), Snapshot.Component(name)) is { } taken
            ? taken
            : problem.Kind switch
            {
                ProblemKind.ExitedEarly => $"if {problem.Component} may end early: finishes-itself = on; "
                    + $"if another waits for its end: depends-on {{ {problem.Component} = completed }}",
                ProblemKind.NotReady => "if it needs longer: ready.timeout",
                ProblemKind.StopIgnored => "if it needs longer: stop.timeout; if it waits for another signal: stop.signal",
                _ => null,
            };

    private bool IsShown(ComponentOutput output) =>
        options.Follow
        || _plan!.Component(output.Component).Output.Console switch
        {
            ConsoleStreams.All => true,
            ConsoleStreams.Stderr => output.Stream == OutputStream.Stderr,
            _ => false,
        };

    private void PrintOutput(ComponentOutput output)
    {
        _end!.Output.Add(output);
        var (colour, title) = _names!.PrefixOf(output.Component);
        Line($"[{colour}]{Escape(title)} |[/] {Escape($"{output.Line}")}");
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

    private string DescribeControl(RunControlled controlled) =>
        $"{controlled.Action.ToString().ToLowerInvariant()}{(controlled.Signal is { } signal ? $" {signal}" : "")}"
        + $" of {(controlled.Component is { } component ? TitleOf(component) : "the run")}";

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

    private string TitleOf(string component) => Escape(_names!.TitleOf(component));

    private void Step(DateTimeOffset at, string markup) =>
        Line($"[grey]{TimeZoneInfo.ConvertTime(at, options.Zone).ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture)}[/] {markup}");

    private void Line(string markup) => console.Write(new ScreenLine(markup));

    private static string Escape(string text) => ScreenText.Escape(text);
}
