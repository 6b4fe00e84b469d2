using Akka.Actor;
using Beacon.Actors.Components;
using Beacon.Actors.Controlling;
using Beacon.Actors.Measuring;
using Beacon.Actors.Messages;
using Beacon.Actors.Scheduling;
using Beacon.Actors.Supervising;
using Beacon.Plans;
using Beacon.Plans.Text;
using Beacon.Records.Events;
using static Beacon.Actors.Running.RunProtocol;

namespace Beacon.Actors.Running;

/// <summary>
/// One run: Starting → Operational → Finishing → Stopping → Closing → Over. Passes what it receives to the <see cref="Fleet"/> (who starts
/// and restarts), the <see cref="StopWalk"/> (who stops next) and the <see cref="RunVerdict"/>, and carries out what they decide.
/// </summary>
internal sealed class RunActor : TimedActor
{
    private const string StartTimer = "start";
    private const string DurationTimer = "duration";
    private const string FinishTimer = "finish";
    private const string JudgementTimer = "judgement";

    // Of two components that fail at once either failure may be received first; after this time both are.
    private static readonly TimeSpan JudgementDelay = TimeSpan.FromMilliseconds(100);

    private readonly RunContext _context;
    private readonly RunPlan _plan;
    private readonly Fleet _fleet;
    private readonly RunVerdict _verdict = new();
    private readonly RunQuestions _questions = new();
    private readonly RunControl _control;
    private readonly IActorRef _stats;
    private readonly IActorRef _resources;
    private readonly Dictionary<string, IActorRef> _processes = [];
    private readonly RunClosing _closing;
    private StopWalk? _stop;
    private RunOver? _over;
    private string? _fault;

    public RunActor(RunContext context)
        : base(context.Clock.Time)
    {
        _context = context;
        _plan = context.Plan;
        _fleet = new Fleet(_plan);
        _stats = Context.ActorOf(StatsAggregatorActor.Props(context), "stats");
        _closing = new RunClosing(context, _verdict, _fleet, _stats);
        _resources = Context.ActorOf(ResourcesActor.Props(context, _stats), "resources");

        // Without either the run could not be completed: it dies with them (DeathPactException).
        Context.Watch(_stats);
        Context.Watch(_resources);
        _control = new RunControl(context, _fleet, _questions, _processes, _stats);
        foreach (var component in _plan.Components)
        {
            var isAwaited = _fleet[component.Name].MustComplete;
            var props = ProcessActor.Props(context, component, isAwaited, _stats, _resources);
            var process = Context.ActorOf(props, ProcessActorName(component.Name));
            _processes.Add(component.Name, process);
            Context.WatchWith(process, new ProcessActorDied(component.Name));
        }

        Become(Starting);
    }

    public static Props Props(RunContext context) => Akka.Actor.Props.Create(() => new RunActor(context));

    /// <summary>The name of a component's actor; no other child of a run has such a name.</summary>
    public static string ProcessActorName(string component) => $"component-{component}";

    /// <summary>A fault of a child is a defect of ours: it ends the run. The exits of processes are no faults.</summary>
    protected override SupervisorStrategy SupervisorStrategy() =>
        new OneForOneStrategy(exception =>
        {
            _fault = ExceptionText.Of(exception);
            return Directive.Stop;
        });

    protected override void PreStart()
    {
        Publish(_closing.Started);
        foreach (var problem in _context.Findings)
            Raise(problem);
        Timers.StartPatient(StartTimer, _plan.StartTimeout);
        CarryOut(_fleet.Start());
    }

    protected override void PostStop()
    {
        base.PostStop();
        // An asker is left only if the system was terminated without its coordinated shutdown, or by a defect of ours.
        _questions.AnswerEnd(new Status.Failure(RunProblems.ActorEnded(_context.Recorder.Run, _fault)));
    }

    /// <summary>A fact that a component reports may come too late to matter.</summary>
    protected override void Unhandled(object message)
    {
        if (message is not (IComponentFact or ActorTimers.Due))
            base.Unhandled(message);
    }

    private sealed record ProcessActorDied(string Component);

    private sealed record Reported(Problem? Problem);

    private void Starting()
    {
        Receive<ProcessProtocol.Completed>(completed => CarryOut(_fleet.Completed(completed.Component)));
        OnTimer(StartTimer, OnStartTimeout);
        ReceiveStartsAndRestarts();
        ReceiveWhileUp();
    }

    private void Operational()
    {
        OnTimer(DurationTimer, Finish);
        ReceiveStartsAndRestarts();
        ReceiveWhileUp();
    }

    private void Finishing()
    {
        OnTimer(FinishTimer, OnNotFinishedInTime);
        ReceiveWhileUp();
    }

    private void Stopping()
    {
        Receive<ResourcesProtocol.Sampled>(_ => ContinueStop(isMeasured: true));
        Receive<ProcessProtocol.Failed>(failed => _verdict.Fail(failed.Problem, failed.At));
        Receive<ProcessProtocol.Ended>(ended =>
        {
            _fleet.Ended(ended);
            ContinueStop();
        });
        Receive<ProcessActorDied>(died =>
        {
            OnActorDied(died.Component);
            ContinueStop();
        });
        Receive<StopRun>(_ => { });
        Receive<KillRun>(_ => TellAll(new ProcessProtocol.ForceStop()));
        ReceiveQuestions();
    }

    private void Closing()
    {
        Receive<RunSnapshot>(OnSnapshot);
        Receive<RunConclusion.Recorded>(OnRecorded);
        ReceiveQuestions();
    }

    private void Over(RunResult result)
    {
        Receive<Reported>(reported =>
        {
            if (reported.Problem is { } problem)
                result = result with { Problems = result.Problems.Add(problem) };
            _stats.Tell(new StatsProtocol.GetHistory());
        });
        Receive<StatsProtocol.History>(history =>
        {
            _over = new RunOver(result, history.Events);
            HandOver();
        });
        Receive<AwaitEnd>(_ =>
        {
            _questions.AwaitEnd(Sender);
            HandOver();
        });
        ReceiveQuestions();
        ReceiveAny(_ => { });
    }

    private void ReceiveStartsAndRestarts()
    {
        Receive<ProcessProtocol.Executed>(executed => CarryOut(_fleet.Executed(executed.Component)));
        Receive<ProcessProtocol.BecameReady>(ready => CarryOut(_fleet.BecameReady(ready.Component)));
        Receive<ProcessProtocol.WentDown>(down => CarryOut(_fleet.WentDown(down)));
        Receive<ProcessProtocol.AwaitsLaunch>(waiting => CarryOut(_fleet.AwaitsLaunch(waiting.Component)));
        OnTimer(JudgementTimer, () => CarryOut(_fleet.Judge()));
    }

    private void ReceiveWhileUp()
    {
        Receive<ProcessProtocol.Failed>(failed => CarryOut(_fleet.Failed(failed)));
        Receive<ProcessProtocol.Ended>(ended =>
        {
            CarryOut(_fleet.Ended(ended));
            if (_fleet.IsDown || (Timers.IsRunning(FinishTimer) && _fleet.IsFinished))
                BeginStop();
        });
        Receive<ProcessProtocol.EndedRun>(_ => BeginStop());
        Receive<StatsProtocol.ExpectationBroken>(broken => BeginStop(broken.Result));
        Receive<ProcessActorDied>(died =>
        {
            if (OnActorDied(died.Component))
                BeginStop();
        });
        Receive<StopRun>(stop => Interrupt(stop.Signal));
        Receive<KillRun>(_ =>
        {
            Interrupt(UnixSignal.SIGKILL);
            TellAll(new ProcessProtocol.ForceStop());
        });
        ReceiveQuestions();
    }

    private void ReceiveQuestions()
    {
        Receive<StopLevel>(OnStopLevel);
        Receive<AwaitEnd>(_ => _questions.AwaitEnd(Sender));
        Receive<AwaitOperational>(_ => _questions.AwaitOperational(Sender));
        Receive<RestartComponent>(restart => CarryOut(_control.AcceptRestart(restart.Component, Sender)));
        Receive<Control>(control => OnControl(control.Order));
        Receive<ProcessProtocol.Signalled>(_control.OnSignalled);
        Receive<StatsProtocol.IPassedOn>(_stats.Forward);
    }

    private void CarryOut(IReadOnlyList<FleetOrder> orders)
    {
        foreach (var order in orders)
            CarryOut(order);
        if (Timers.IsRunning(StartTimer) && _fleet.IsSettled)
            EndStart();
        if (_stop is null && _fleet.IsOperational && !_questions.IsOperational)
            AnnounceOperational();
    }

    private void CarryOut(FleetOrder order)
    {
        switch (order)
        {
            case { ForProcess: (var component, var message) }:
                _processes[component].Tell(message);
                break;
            case FleetOrder.Answer answer:
                _questions.AnswerOrder(answer);
                break;
            case FleetOrder.SuspendJudgement:
                Timers.Start(JudgementTimer, JudgementDelay);
                break;
            case FleetOrder.FailRun failed:
                _verdict.Fail(failed.Failure.Problem, failed.Failure.At);
                if (_stop is null && _plan.OnFailure == FailurePolicy.Stop)
                    BeginStop();
                break;
        }
    }

    private void EndStart()
    {
        Timers.Cancel(StartTimer);
        if (_plan.Duration is { } duration)
            Timers.Start(DurationTimer, duration);
        Become(Operational);
    }

    private void AnnounceOperational()
    {
        Publish(_context.Clock.Stamp(new RunOperational(_context.Clock.Elapsed)));
        _resources.Tell(new ResourcesProtocol.RunIsOperational());
        _questions.AnswerOperational();
    }

    private void OnStartTimeout()
    {
        FailNow(RunProblems.StartTimeout(_plan, _fleet));
        BeginStop();
    }

    /// <summary>The duration is over: the run waits for the components that finish by themselves.</summary>
    private void Finish()
    {
        TellAll(new ProcessProtocol.RunEnding());
        _fleet.Finish();
        if (_fleet.IsFinished)
        {
            BeginStop();
            return;
        }

        Timers.StartPatient(FinishTimer, _plan.FinishTimeout);
        Become(Finishing);
    }

    private void OnNotFinishedInTime()
    {
        foreach (var problem in RunProblems.NotFinished(_plan, _fleet))
            Raise(problem);
        BeginStop();
    }

    private void OnControl(ControlOrder order)
    {
        if (order.Component is { } component)
            CarryOut(_control.AcceptForComponent(order, component, Sender));
        else if (!_control.AcceptForRun(order, Sender, isEnding: _stop is not null))
            return;
        else if (order.Action == ControlAction.Kill)
            Self.Tell(new KillRun());
        else if (_plan.Duration is null && _questions.IsOperational)
            BeginStop();
        else
            Interrupt(UnixSignal.SIGTERM);
    }

    private void Interrupt(UnixSignal signal)
    {
        _verdict.Interrupt(signal, _context.Clock.Moment);
        BeginStop();
    }

    private void BeginStop(ExpectationResult? broken = null)
    {
        _closing.Begin(broken);
        foreach (var failed in _fleet.TakeSuspendedFailures())
            _verdict.Fail(failed.Problem, failed.At);
        _verdict.Settle(_context.Clock.Moment);
        Timers.Dispose();
        _stop = new StopWalk(_plan);
        CarryOut(_fleet.Stop());
        TellAll(new ProcessProtocol.RunEnding());
        Become(Stopping);

        // The kernel's figures of a process end with it: measure before the first is signalled. The answer begins the stop.
        _resources.Tell(new ResourcesProtocol.SampleNow());
    }

    private void OnStopLevel(StopLevel order)
    {
        _questions.AwaitLevel(order.Level, Sender);
        if (_stop is null)
            Interrupt(UnixSignal.SIGTERM);
        else
            _questions.AnswerLevels(_stop.IsStopped);
    }

    private void ContinueStop(bool isMeasured = false)
    {
        foreach (var component in _stop!.Advance(isMeasured, name => _fleet[name].End is not null))
            _processes[component.Name].Tell(new ProcessProtocol.Stop());
        _questions.AnswerLevels(_stop.IsStopped);
        if (!_stop.IsDone)
            return;
        Become(Closing);
        _stats.Tell(new StatsProtocol.GetSnapshot());
    }

    /// <summary>Returns whether the actor ended before its component did. That is a defect of ours; its processes are killed.</summary>
    private bool OnActorDied(string component)
    {
        if (!_fleet.ActorDied(component))
            return false;
        FailNow(RunProblems.ActorFailed(component, _fault));
        return true;
    }

    private void FailNow(Problem problem)
    {
        Raise(problem);
        _verdict.Fail(problem, _context.Clock.Moment);
    }

    private void OnSnapshot(RunSnapshot snapshot)
    {
        if (_closing.Decide(snapshot))
            _context.Work.Track(_closing.RecordAsync(snapshot).PipeTo(Self));
        else
            _stats.Tell(new StatsProtocol.GetSnapshot());
    }

    private void OnRecorded(RunConclusion.Recorded recorded)
    {
        foreach (var problem in recorded.Problems)
            Raise(problem);
        Publish(recorded.Finished);
        Become(() => Over(recorded.Result));

        _context.Work.Track(_context.Recorder.ReportAsync(recorded.Result).PipeTo(Self, success: problem => new Reported(problem)));
    }

    /// <summary>Once the run is over and its owner has asked for that, hands over the result and the events, and ends the actor.</summary>
    private void HandOver()
    {
        if (_over is null || !_questions.IsEndAwaited)
            return;
        _questions.AnswerEnd(_over);
        Context.Stop(Self);
    }

    private void TellAll(object message) => _processes.Values.ToList().ForEach(process => process.Tell(message));

    private void Publish(RunEvent happened) => _stats.Tell(happened);

    private void Raise(Problem problem) => Publish(_context.Clock.Stamp(new ProblemRaised(problem)));
}
