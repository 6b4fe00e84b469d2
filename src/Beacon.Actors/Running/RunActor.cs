using System.Collections.Immutable;
using Akka.Actor;
using Beacon.Actors.Scheduling;
using Beacon.Plans;
using Beacon.Records.Events;
using static Beacon.Actors.Running.RunProtocol;

namespace Beacon.Actors.Running;

/// <summary>
/// One run: Starting → Operational → Finishing → Stopping → Closing. Starts each component as soon as its own dependencies hold, lets
/// those restart that may, stops the levels in reverse order, and settles the verdict when the stop begins.
/// </summary>
internal sealed partial class RunActor : ReceiveActor
{
    private const string StartTimer = "start";
    private const string DurationTimer = "duration";
    private const string FinishTimer = "finish";

    private readonly RunContext _context;
    private readonly RunPlan _plan;
    private readonly RestForOne _restForOne;
    private readonly StartGate _gate;
    private readonly RunVerdict _verdict = new();
    private readonly ActorTimers _timers;
    private readonly IActorRef _stats;
    private readonly IActorRef _resources;
    private readonly Dictionary<string, IActorRef> _processes = [];
    private readonly Dictionary<string, ProcessProtocol.Ended> _ended = [];
    private readonly List<ProcessProtocol.Failed> _accused = [];
    private readonly Dictionary<string, (Problem Problem, TimeSpan At)> _setbacks = [];
    private readonly List<(int Level, IActorRef Asker)> _levelAskers = [];
    private readonly List<IActorRef> _operationalAskers = [];
    private readonly List<IActorRef> _endAskers = [];
    private bool _isOperational;
    private RunOver? _over;
    private readonly DateTimeOffset _startedAt;
    private StopWalk? _stop;
    private string? _fault;

    /// <summary>Makes the actor of one run.</summary>
    /// <param name="context">What the actors of the run share.</param>
    public RunActor(RunContext context)
    {
        _context = context;
        _plan = context.Plan;
        _restForOne = new RestForOne(_plan);
        _gate = new StartGate(_plan, _restForOne);
        _timers = new ActorTimers(Self, context.Clock.Time);
        _startedAt = context.Clock.Now;
        _stats = Context.ActorOf(StatsAggregatorActor.Props(context), "stats");
        _resources = Context.ActorOf(ResourcesActor.Props(context, _stats), "resources");
        foreach (var component in _plan.Components)
        {
            var process = Context.ActorOf(ProcessActor.Props(context, component, _stats, _resources), ProcessActorName(component.Name));
            _processes.Add(component.Name, process);
            Context.WatchWith(process, new ProcessActorDied(component.Name));
        }

        Become(Starting);
    }

    /// <summary>The actor's properties.</summary>
    /// <inheritdoc cref="RunActor(RunContext)"/>
    public static Props Props(RunContext context) => Akka.Actor.Props.Create(() => new RunActor(context));

    /// <summary>The name of a component's actor under its run: apart from the names of the run's other children.</summary>
    /// <param name="component">The component's name.</param>
    public static string ProcessActorName(string component) => $"component-{component}";

    /// <summary>A fault of a child is our own defect: it is not repeated but ends the run. The ends of processes are no faults.</summary>
    protected override SupervisorStrategy SupervisorStrategy() =>
        new OneForOneStrategy(exception =>
        {
            _fault = exception.Message;
            return Directive.Stop;
        });

    /// <inheritdoc />
    protected override void PreStart()
    {
        Publish(new RunStarted(_context.Recorder.Run, _context.Recorder.Folder) { At = _startedAt, Elapsed = TimeSpan.Zero });
        foreach (var problem in _context.Findings)
            Raise(problem);
        _timers.Start(StartTimer, _plan.StartTimeout);
        LaunchStartable();
    }

    /// <inheritdoc />
    protected override void PostStop()
    {
        _timers.Dispose();
        Abandon();
    }

    /// <summary>What a component tells may come too late to change anything.</summary>
    protected override void Unhandled(object message)
    {
        if (message.GetType().DeclaringType != typeof(ProcessProtocol) && message is not ActorTimers.Due)
            base.Unhandled(message);
    }

    private sealed record ProcessActorDied(string Component);

    private sealed record Reported(Problem? Problem);

    private sealed record Recorded(RunResult Result, RunFinished Finished, ImmutableArray<Problem> Problems);

    private void Starting()
    {
        Receive<ProcessProtocol.Executed>(executed =>
        {
            _gate.MarkExecuted(executed.Component);
            LaunchStartable();
        });
        Receive<ProcessProtocol.BecameReady>(ready =>
        {
            _gate.MarkReady(ready.Component);
            AnswerRestart(ready.Component);
            Advance();
        });
        Receive<ProcessProtocol.Completed>(completed =>
        {
            _gate.MarkCompleted(completed.Component);
            Advance();
        });
        OnTimer(StartTimer, OnStartTimeout);
        ReceiveRestarts();
        ReceiveWhileUp();
    }

    private void Operational()
    {
        Receive<ProcessProtocol.Executed>(executed =>
        {
            _gate.MarkExecuted(executed.Component);
            LaunchStartable();
        });
        Receive<ProcessProtocol.BecameReady>(ready =>
        {
            _gate.MarkReady(ready.Component);
            AnswerRestart(ready.Component);
            LaunchStartable();
        });
        Receive<ProcessProtocol.Completed>(_ => { });
        OnTimer(DurationTimer, BeginFinish);
        ReceiveRestarts();
        ReceiveWhileUp();
    }

    private void Finishing()
    {
        Receive<ProcessProtocol.Completed>(_ => { });
        Receive<ProcessProtocol.Failed>(OnFailed);
        Receive<ProcessProtocol.Ended>(ended =>
        {
            OnEnded(ended);
            StopIfNothingIsLeft();
        });
        OnTimer(FinishTimer, OnNotFinishedInTime);
        ReceiveWhileUp();
    }

    private void Stopping()
    {
        Receive<ResourcesActor.Sampled>(_ => ContinueStop());
        Receive<ProcessProtocol.Failed>(failed => _verdict.Fail(failed.Problem, failed.Timestamp));
        Receive<ProcessProtocol.Ended>(ended =>
        {
            OnEnded(ended);
            ContinueStop();
        });
        Receive<ProcessActorDied>(died =>
        {
            OnDied(died);
            ContinueStop();
        });
        ReceiveQuestions();
        Receive<StopRun>(_ => { });
        Receive<KillRun>(_ => KillAll());
    }

    private void Closing()
    {
        Receive<RunSnapshot>(Record);
        Receive<Recorded>(OnRecorded);
        ReceiveQuestions();
    }

    private void ReceiveWhileUp()
    {
        Receive<ProcessProtocol.EndedRun>(_ => BeginStop());
        Receive<ProcessActorDied>(died =>
        {
            if (OnDied(died))
                BeginStop();
        });
        ReceiveQuestions();
        Receive<StopRun>(stop => Interrupt(stop.Signal));
        Receive<KillRun>(_ =>
        {
            Interrupt(UnixSignal.SIGKILL);
            KillAll();
        });
    }

    private void ReceiveQuestions()
    {
        Receive<StopLevel>(OnStopLevel);
        Receive<AwaitEnd>(_ => _endAskers.Add(Sender));
        Receive<AwaitOperational>(_ =>
        {
            if (_isOperational)
                Sender.Tell(IsOperational.Fact);
            else
                _operationalAskers.Add(Sender);
        });
        Receive<RestartComponent>(restart => OnRestartAsked(restart.Component));
        Receive<StatsProtocol.GetSnapshot>(_stats.Forward);
        Receive<StatsProtocol.Subscribe>(_stats.Forward);
        Receive<StatsProtocol.Unsubscribe>(_stats.Forward);
    }

    private void LaunchStartable()
    {
        foreach (var component in _gate.TakeStartable())
            _processes[component.Name].Tell(ProcessProtocol.Launch.Order);
    }

    private void Advance()
    {
        LaunchStartable();
        if (!_gate.IsSettled)
            return;

        _timers.Cancel(StartTimer);
        if (_plan.Duration is { } duration)
            _timers.Start(DurationTimer, duration);
        if (_gate.IsOperational)
            TellOperational();
        Become(Operational);
    }

    private void TellOperational()
    {
        Publish(new RunOperational(_context.Clock.Elapsed) { At = _context.Clock.Now, Elapsed = _context.Clock.Elapsed });
        _resources.Tell(ResourcesActor.RunIsOperational.Fact);
        _isOperational = true;
        foreach (var asker in _operationalAskers)
            asker.Tell(IsOperational.Fact);
        _operationalAskers.Clear();
    }

    private void OnFailed(ProcessProtocol.Failed failed)
    {
        _verdict.Fail(failed.Problem, failed.Timestamp);
        RefuseRestart(failed.Problem.Component!, $"{failed.Problem.Message}: it was not restarted");
        if (_plan.OnFailure == FailurePolicy.Stop)
        {
            BeginStop();
            return;
        }

        _gate.MarkFailed(failed.Problem.Component!);
        if (!_timers.IsRunning(DurationTimer))
            Advance();
    }

    private void OnStartTimeout()
    {
        var problem = new Problem(
            ProblemKind.StartTimeout,
            $"the start took longer than {Durations.Format(_plan.StartTimeout)}; not ready: {string.Join(", ", _gate.Missing)}"
        );
        Raise(problem);
        _verdict.Fail(problem, Timestamp);
        BeginStop();
    }

    private void BeginFinish()
    {
        TellAll(ProcessProtocol.RunEnding.Fact);
        if (!Unfinished.Any())
        {
            BeginStop();
            return;
        }

        _timers.Start(FinishTimer, _plan.FinishTimeout);
        Become(Finishing);
    }

    private void OnNotFinishedInTime()
    {
        foreach (var name in Unfinished)
            Raise(
                new Problem(
                    ProblemKind.NotFinished,
                    $"{name} had not finished by itself {Durations.Format(_plan.FinishTimeout)} after the run's end",
                    name
                )
            );
        BeginStop();
    }

    /// <summary>There is nothing to wait for when all that finish by themselves have, or when nothing runs and nothing will.</summary>
    private void StopIfNothingIsLeft()
    {
        var isFinished = _timers.IsRunning(FinishTimer) && !Unfinished.Any();
        if (isFinished || _gate.Launched.All(_ended.ContainsKey))
            BeginStop();
    }

    private IEnumerable<string> Unfinished =>
        _plan
            .Components.Where(component => component.FinishesItself && !_ended.ContainsKey(component.Name))
            .Select(component => component.Name);

    private long Timestamp => _context.Clock.Time.GetTimestamp();

    private void Publish(RunEvent happened) => _stats.Tell(happened);

    private void Raise(Problem problem) =>
        Publish(new ProblemRaised(problem) { At = _context.Clock.Now, Elapsed = _context.Clock.Elapsed });

    private void OnTimer(string name, Action handle) =>
        Receive<ActorTimers.Due>(due => due.Name == name && _timers.IsCurrent(due), _ => handle());
}
