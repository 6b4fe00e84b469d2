using System.Collections.Immutable;
using Akka.Actor;
using Beacon.Actors.Plans;
using static Beacon.Actors.Running.RunProtocol;

namespace Beacon.Actors.Running;

/// <summary>
/// One run: Starting → Operational → Finishing → Stopping → Closing. Starts each component as soon as its own dependencies hold, stops
/// the levels in reverse order, and settles the verdict when the stop begins.
/// </summary>
public sealed class RunActor : ReceiveActor
{
    private const string StartTimer = "start";
    private const string DurationTimer = "duration";
    private const string FinishTimer = "finish";

    private readonly RunContext _context;
    private readonly RunPlan _plan;
    private readonly StartGate _gate;
    private readonly RunVerdict _verdict = new();
    private readonly ActorTimers _timers;
    private readonly IActorRef _stats;
    private readonly IActorRef _resources;
    private readonly Dictionary<string, IActorRef> _processes = [];
    private readonly Dictionary<string, ImmutableArray<string>> _ended = [];
    private readonly List<(int Level, IActorRef Asker)> _levelAskers = [];
    private readonly List<IActorRef> _resultAskers = [];
    private readonly DateTimeOffset _startedAt;
    private StopWalk? _stop;
    private string? _fault;

    /// <summary>Makes the actor of one run.</summary>
    /// <param name="context">What the actors of the run share.</param>
    public RunActor(RunContext context)
    {
        _context = context;
        _plan = context.Plan;
        _gate = new StartGate(_plan);
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
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(exception =>
    {
        _fault = exception.Message;
        return Directive.Stop;
    });

    /// <inheritdoc />
    protected override void PreStart()
    {
        Publish(new RunStarted(_context.Recorder.Run, _context.Recorder.Folder) { At = _startedAt, Elapsed = TimeSpan.Zero });
        foreach (var problem in _context.Findings) Raise(problem);
        _timers.Start(StartTimer, _plan.StartTimeout);
        LaunchStartable();
    }

    /// <inheritdoc />
    protected override void PostStop() => _timers.Dispose();

    private sealed record ProcessActorDied(string Component);

    private sealed record Recorded(RunResult Result, RunFinished Finished, string? Failure);

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
            Advance();
        });
        Receive<ProcessProtocol.Completed>(completed =>
        {
            _gate.MarkCompleted(completed.Component);
            Advance();
        });
        OnTimer(StartTimer, OnStartTimeout);
        ReceiveWhileUp();
    }

    private void Operational()
    {
        Receive<ProcessProtocol.Executed>(_ => { });
        Receive<ProcessProtocol.BecameReady>(_ => { });
        Receive<ProcessProtocol.Completed>(_ => { });
        OnTimer(DurationTimer, BeginFinish);
        ReceiveWhileUp();
    }

    private void Finishing()
    {
        Receive<ProcessProtocol.Completed>(_ => { });
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
        Receive<ProcessProtocol.Failed>(OnFailed);
        Receive<ProcessProtocol.EndedRun>(_ => BeginStop());
        Receive<ProcessProtocol.Ended>(ended =>
        {
            OnEnded(ended);
            StopIfNothingIsLeft();
        });
        Receive<ProcessActorDied>(died =>
        {
            if (OnDied(died)) BeginStop();
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
        Receive<AwaitResult>(_ => _resultAskers.Add(Sender));
        Receive<StatsProtocol.Subscribe>(_stats.Forward);
        Receive<StatsProtocol.Unsubscribe>(_stats.Forward);
    }

    private void LaunchStartable()
    {
        foreach (var component in _gate.TakeStartable()) _processes[component.Name].Tell(ProcessProtocol.Launch.Order);
    }

    private void Advance()
    {
        LaunchStartable();
        if (!_gate.IsSettled) return;

        _timers.Cancel(StartTimer);
        if (_plan.Duration is { } duration) _timers.Start(DurationTimer, duration);
        if (_gate.IsOperational) Publish(new RunOperational(_context.Clock.Elapsed) { At = _context.Clock.Now, Elapsed = _context.Clock.Elapsed });
        Become(Operational);
    }

    private void OnFailed(ProcessProtocol.Failed failed)
    {
        _verdict.Fail(failed.Problem, failed.Timestamp);
        if (_plan.OnFailure == FailurePolicy.Stop)
        {
            BeginStop();
            return;
        }

        _gate.MarkFailed(failed.Problem.Component!);
        if (!_timers.IsRunning(DurationTimer)) Advance();
    }

    private void OnStartTimeout()
    {
        var problem = new Problem(
            ProblemKind.StartTimeout,
            $"the start took longer than {Durations.Format(_plan.StartTimeout)}; not ready: {string.Join(", ", _gate.Missing)}");
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
            Raise(new Problem(
                ProblemKind.NotFinished, $"{name} had not finished by itself {Durations.Format(_plan.FinishTimeout)} after the run's end", name));
        BeginStop();
    }

    /// <summary>There is nothing to wait for when all that finish by themselves have, or when nothing runs and nothing will.</summary>
    private void StopIfNothingIsLeft()
    {
        var isFinished = _timers.IsRunning(FinishTimer) && !Unfinished.Any();
        if (isFinished || _gate.Launched.All(_ended.ContainsKey)) BeginStop();
    }

    private void Interrupt(UnixSignal signal)
    {
        _verdict.Interrupt(signal, Timestamp);
        BeginStop();
    }

    private void BeginStop()
    {
        _verdict.Settle(Timestamp);
        _timers.Dispose();
        TellAll(ProcessProtocol.RunEnding.Fact);
        _stop = new StopWalk(_plan);
        Become(Stopping);

        // What a component used is gone with it: measured before the first is signalled, and no later than it is known.
        _resources.Tell(ResourcesActor.SampleNow.Order);
    }

    private void OnStopLevel(StopLevel order)
    {
        _levelAskers.Add((order.Level, Sender));
        if (_stop is null) Interrupt(UnixSignal.SIGTERM);
        else AnswerLevelAskers();
    }

    private void ContinueStop()
    {
        foreach (var component in _stop!.Advance(_ended.ContainsKey)) _processes[component.Name].Tell(ProcessProtocol.Stop.Order);
        AnswerLevelAskers();
        if (_stop.IsDone) Close();
    }

    private void AnswerLevelAskers()
    {
        foreach (var (level, asker) in _levelAskers.Where(entry => _stop!.IsStopped(entry.Level))) asker.Tell(new LevelStopped(level));
        _levelAskers.RemoveAll(entry => _stop!.IsStopped(entry.Level));
    }

    private bool OnDied(ProcessActorDied died)
    {
        // The normal end of an actor comes with its run's; before, it is a fault of ours, and its PostStop has killed the processes.
        if (!_ended.TryAdd(died.Component, [])) return false;
        var problem = new Problem(ProblemKind.InternalFault, $"the actor of {died.Component} failed: {_fault ?? "it was stopped"}", died.Component);
        Raise(problem);
        _verdict.Fail(problem, Timestamp);
        return true;
    }

    private void OnEnded(ProcessProtocol.Ended ended) => _ended[ended.Component] = ended.LastLines;

    private void KillAll() => TellAll(ProcessProtocol.ForceStop.Order);

    private void TellAll(object message)
    {
        foreach (var process in _processes.Values) process.Tell(message);
    }

    private void Close()
    {
        Become(Closing);
        _stats.Tell(StatsProtocol.GetSnapshot.Question);
    }

    private void Record(RunSnapshot snapshot)
    {
        var result = RunResult.Of(_context, snapshot, _verdict, _startedAt, _ended);
        var finished = new RunFinished(result.Outcome, result.ExitCode, result.Cause, result.Record) { At = result.EndedAt, Elapsed = result.Elapsed };
        _context.Recorder.CompleteAsync(result, finished).PipeTo(
            Self, success: () => new Recorded(result, finished, null), failure: exception => new Recorded(result, finished, exception.Message));
    }

    private void OnRecorded(Recorded recorded)
    {
        if (recorded.Failure is not null)
            Raise(new Problem(ProblemKind.RecordNotWritten, $"the record {recorded.Result.Record} is incomplete: {recorded.Failure}"));
        Publish(recorded.Finished);
        foreach (var asker in _resultAskers) asker.Tell(recorded.Result);
        Become(() =>
        {
            Receive<AwaitResult>(_ => Sender.Tell(recorded.Result));
            Receive<StopLevel>(OnStopLevel);
            Receive<StatsProtocol.Subscribe>(_stats.Forward);
            ReceiveAny(_ => { });
        });
    }

    private IEnumerable<string> Unfinished =>
        _plan.Components.Where(component => component.FinishesItself && !_ended.ContainsKey(component.Name)).Select(component => component.Name);

    private long Timestamp => _context.Clock.Time.GetTimestamp();

    private void Publish(RunEvent happened) => _stats.Tell(happened);

    private void Raise(Problem problem) => Publish(new ProblemRaised(problem) { At = _context.Clock.Now, Elapsed = _context.Clock.Elapsed });

    private void OnTimer(string name, Action handle) =>
        Receive<ActorTimers.Due>(due => due.Name == name && _timers.IsCurrent(due), _ => handle());
}
