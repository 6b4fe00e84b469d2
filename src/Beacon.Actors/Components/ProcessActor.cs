using System.Collections.Immutable;
using Akka.Actor;
using Beacon.Actors.Messages;
using Beacon.Actors.Probing;
using Beacon.Actors.Scheduling;
using Beacon.Plans;
using Beacon.Plans.Text;
using Beacon.Processes;
using Beacon.Records.Events;
using static Beacon.Actors.Components.ProcessMessages;
using static Beacon.Actors.Messages.ProcessProtocol;

namespace Beacon.Actors.Components;

/// <summary>
/// One component of a run with all its incarnations: Waiting → Launching → Running → Ready → Stopping → Exited, and from there by Backoff
/// or Waiting to the next incarnation, or to the end. Reports the facts that the run decides from to the run, and every event to the
/// statistics.
/// </summary>
internal sealed class ProcessActor : TimedActor
{
    private const string ReadyTimer = "ready";
    private const string StopTimer = "stop";
    private const string BackoffTimer = "backoff";
    private const string SilenceTimer = "silence";

    private readonly RunContext _context;
    private readonly IActorRef _run;
    private readonly IActorRef _resources;
    private readonly ComponentSpec _component;
    private readonly ComponentEvents _events;
    private readonly OutputRelay _output;
    private readonly FailureReport _failures;
    private readonly ProcessStop _stop;
    private readonly SilenceCheck _silence;

    private Incarnation? _incarnation;
    private ProcessEnding _ending;

    public ProcessActor(RunContext context, ComponentSpec component, bool isAwaited, IActorRef stats, IActorRef resources)
        : base(context.Clock.Time)
    {
        _context = context;
        _run = Context.Parent;
        _resources = resources;
        _component = ComponentLaunch.Expand(context, component);
        _events = new ComponentEvents(component.Name, context.Clock, stats);
        _output = new OutputRelay(component.Name, stats);
        _failures = new FailureReport(_component, context.Clock, _events, _run);
        _stop = new ProcessStop(context, _component, _events, Self);
        _silence = new SilenceCheck(context, _component, _events, Self);
        _ending = new ProcessEnding(_component, isAwaited);
        Become(Waiting);
    }

    public static Props Props(RunContext context, ComponentSpec component, bool isAwaited, IActorRef stats, IActorRef resources) =>
        Akka.Actor.Props.Create(() => new ProcessActor(context, component, isAwaited, stats, resources));

    protected override void PostStop()
    {
        // Whatever ended this actor, its processes must not outlive it.
        _incarnation?.Abandon();
        base.PostStop();
    }

    /// <summary>An order, or a message about a process, may come too late for the state in which it matters.</summary>
    protected override void Unhandled(object message)
    {
        if (message is SendSignal unsent)
            Answer(unsent, isSent: false);
        else if (message is not (ILocal or IComponentOrder or ActorTimers.Due))
            base.Unhandled(message);
    }

    private string Name => _component.Name;

    private void Waiting()
    {
        Receive<Launch>(_ => Start());
        ReceiveStopWithoutProcess();
    }

    private void Launching()
    {
        Receive<RunEnding>(_ => NoteRunEnding());
        OnProcess<ProcessStarted>(OnStarted);
        OnProcess<LaunchFailed>(OnLaunchFailed);
        ReceiveStop();
    }

    private void Running()
    {
        Receive<RunEnding>(_ => NoteRunEnding());
        OnProcess<LaunchFailed>(OnLaunchFailed);
        OnProcess<ProgramExecuted>(_ => OnExecuted());
        OnProcess<LogMatched>(matched => OnProbeHeld(_component.Ready.Probes.IndexOf(matched.Probe)));
        OnCurrent<ProbeHeld>(held => OnProbeHeld(held.Probe));
        OnTimer(ReadyTimer, OnNotReadyInTime);
        ReceiveWhileAlive();
    }

    private void Ready()
    {
        Receive<RunEnding>(_ => NoteRunEnding());
        OnCurrent<ProbeFailed>(failed => OnNotAlive(failed.Seen));
        ReceiveWhileAlive();
    }

    private void Stopping()
    {
        Receive<RunEnding>(_ => NoteRunEnding());
        OnTimer(StopTimer, () => _stop.OnIgnored(_incarnation!));
        OnProcess<ProcessStarted>(started => _stop.OnStarted(_incarnation!, started.Pid));
        OnProcess<LaunchFailed>(_ => GoOn());
        OnCurrent<StopCommandEnded>(ended => _stop.OnCommandEnded(_incarnation!, ended.Failure));
        ReceiveOutput();
        OnProcess<ProcessExited>(OnExited);
        Receive<Recycle>(OnRecycle);
        Receive<ForceStop>(_ => _stop.Kill(_incarnation!));
    }

    private void Exited()
    {
        Receive<RunEnding>(_ => NoteRunEnding());
        ReceiveOutput();
        OnProcess<ProcessDrained>(OnDrained);
        Receive<Harvested>(harvested => OnHarvested(harvested.Harvest));
        Receive<Recycle>(OnRecycle);
        Receive<ForceStop>(_ => _incarnation!.ForceEnd());
    }

    private void Backoff()
    {
        OnTimer(BackoffTimer, () => Continue(_ending.AfterBackoff));
        Receive<Recycle>(OnRecycleWithoutProcess);
        ReceiveStopWithoutProcess();
    }

    private void Ended()
    {
        Receive<Recycle>(OnRecycleWithoutProcess);
        Receive<RunEnding>(_ => NoteRunEnding());
    }

    private void ReceiveOutput()
    {
        OnProcess<OutputBatch>(OnOutput);
        Receive<OutputProtocol.LinesRead>(_output.Acknowledge);
        Receive<SendSignal>(order => Answer(order, _incarnation!.TrySignal(order.Signal)));
        OnProcess<OutputNotStored>(_failures.NotStored);
        OnProcess<PatternTooSlow>(slow => _failures.TooSlow(_incarnation!, slow));
    }

    private void ReceiveWhileAlive()
    {
        OnTimer(SilenceTimer, () => _silence.Examine(_incarnation!));
        OnCurrent<SilenceExamined>(examined => _silence.Advise(_incarnation!, examined.Image));
        ReceiveOutput();
        OnProcess<ProcessExited>(OnExited);
        ReceiveStop();
    }

    private void ReceiveStop()
    {
        Receive<Recycle>(recycle =>
        {
            OnRecycle(recycle);
            BeginStop(_component.Stop.Signal);
        });
        Receive<Stop>(_ => BeginStop(_component.Stop.Signal));
        Receive<ForceStop>(_ => BeginStop(UnixSignal.SIGKILL));
    }

    private void ReceiveStopWithoutProcess()
    {
        Receive<RunEnding>(_ =>
        {
            NoteRunEnding();
            Finish();
        });
        Receive<Stop>(_ => Finish());
        Receive<ForceStop>(_ => Finish());
    }

    private void NoteRunEnding()
    {
        _ending = _ending with { RunIsEnding = true };
        _incarnation?.EndLiveness();
    }

    private void Start()
    {
        var (self, number) = (Self, (_incarnation?.Number ?? 0) + 1);
        Become(Launching);
        var before = new FileMarks(_component.Ready.Probes);
        Action<ProcessEvent> report = happened => self.Tell(new FromProcess(number, happened));
        var process = _context.Launcher.Launch(ComponentLaunch.Spec(_context, _component, number), report, _incarnation?.Process);
        _incarnation = new Incarnation(number, _component, process, before, _context, report);
        _failures.NoteLaunch(_ending);
        _ending = _ending.Launched();
    }

    private void OnStarted(ProcessStarted started)
    {
        _incarnation!.Pid = started.Pid;
        _incarnation.StartedAt = _context.Clock.Elapsed;
        Timers.StartPatient(ReadyTimer, _component.Ready.Timeout);
        _resources.Tell(new WatchProtocol.Watch(Name, _incarnation.Process));
        _events.Starting(started.Pid, _incarnation.Number);
        Become(Running);
    }

    private void OnLaunchFailed(LaunchFailed failed)
    {
        Timers.Cancel(ReadyTimer);
        _resources.Tell(new WatchProtocol.Unwatch(Name, null));
        _ending = _ending.NotLaunched();
        Fail(ProblemKind.CouldNotStart, $"could not be started: {failed.Reason}");
        GoOn();
    }

    private void OnExecuted()
    {
        _run.Tell(new Executed(Name));
        if (!_silence.IsDone)
            Timers.Start(SilenceTimer, BufferingDoctor.Patience);
        if (_incarnation!.HoldsReadiness)
            BecomeReady("started");
        else
            _incarnation.WatchReadiness(Self);
    }

    private void OnProbeHeld(int probe)
    {
        if (_incarnation!.Note(probe))
            BecomeReady(string.Join(", ", _component.Ready.Probes));
    }

    private void BecomeReady(string probe)
    {
        _incarnation!.ReadyAt = _context.Clock.Elapsed;
        _incarnation.WatchLiveness(Self);
        Timers.Cancel(ReadyTimer);
        _events.Ready(probe, _incarnation.ReadyAt.Value - _incarnation.StartedAt);
        _run.Tell(new BecameReady(Name));
        Become(Ready);
    }

    private void OnOutput(OutputBatch batch)
    {
        _incarnation!.Read(batch);
        _output.Send(batch, _incarnation.Process);
    }

    private void OnNotReadyInTime()
    {
        Fail(ProblemKind.NotReady, $"was not ready within {Durations.Format(_component.Ready.Timeout)}: {_incarnation!.LastSeen}");

        // Without a restart the run decides: it stops the component as any other, or lets it run.
        if (_component.Restart.Policy != RestartMode.Never && !_ending.RunIsEnding)
            Condemn();
    }

    private void OnNotAlive(string seen)
    {
        if (_ending.RunIsEnding)
            return;
        Fail(ProblemKind.NotAlive, $"hung: {seen}");
        Condemn();
    }

    private void Fail(ProblemKind kind, string happened) =>
        _ending = _failures.Failed(_ending, kind, happened, _context.Clock.Moment, _incarnation!.ReadyAt);

    private void Condemn()
    {
        _stop.Condemn(_incarnation!);
        Become(Stopping);
    }

    private void BeginStop(UnixSignal signal)
    {
        Timers.Cancel(ReadyTimer, SilenceTimer);
        Timers.StartPatient(StopTimer, _component.Stop.Timeout);
        _stop.Begin(_incarnation!, signal);
        Become(Stopping);
    }

    private void OnExited(ProcessExited exited)
    {
        Timers.Cancel(ReadyTimer, SilenceTimer, StopTimer);
        _incarnation!.Dispose();
        _incarnation.Exit = exited.Status;
        _resources.Tell(new WatchProtocol.Unwatch(Name, exited.Usage));
        _events.Exited(exited.Status);
        Become(Exited);
        _ending = _failures.Exited(_ending, _incarnation, exited);
    }

    private void OnDrained(ProcessDrained drained)
    {
        _ending = _failures.Drained(_ending, drained, _context.Plan.DrainTimeout);
        _incarnation!.MarkerFromEnd = drained.MarkerFromEnd;
        GoOn();
    }

    private void Answer(SendSignal order, bool isSent) => _run.Tell(new Signalled(Name, order.Order, isSent));

    private void GoOn() => Continue(_ending.Next);

    private void Continue(NextStep step)
    {
        if (step == NextStep.AwaitLaunch)
            AwaitLaunch();
        else if (step == NextStep.Restart)
            Start();
        else if (step == NextStep.End)
            Finish();
        else
        {
            Timers.Start(BackoffTimer, _ending.Restart!.Delay);
            Become(Backoff);
        }
    }

    private void OnRecycle(Recycle recycle)
    {
        if (!_ending.MayRecycle)
            return;

        // A restart of its own may have been published already.
        if (_ending.Restart is null && !recycle.IsHeld)
            _events.Restarting(1, TimeSpan.Zero, recycle.Dependency);
        _ending = _ending.Recycled(recycle.IsHeld);
    }

    private void OnRecycleWithoutProcess(Recycle recycle)
    {
        OnRecycle(recycle);
        if (_ending.IsRecycled)
            AwaitLaunch();
    }

    private void AwaitLaunch()
    {
        _ending = _ending.AwaitingLaunch();
        Timers.Cancel(BackoffTimer);
        if (_ending.IsHeld)
            _events.Stopped();
        Become(Waiting);
        _run.Tell(new AwaitsLaunch(Name));
    }

    private void Finish()
    {
        Timers.Cancel(BackoffTimer);
        if (_incarnation is not { } last)
        {
            LogHarvest.NeverStarted(_component).Publish(_events);
            End([]);
            return;
        }

        Become(Exited);
        last.Process.Dismiss();
        _context.Work.Track(LogHarvest.ReadAsync(_context, _component, last).PipeTo(Self, success: harvest => new Harvested(harvest)));
    }

    private void OnHarvested(LogHarvest harvest)
    {
        if (_ending.IsRecycled && _ending.MayRecycle)
        {
            AwaitLaunch();
            return;
        }

        harvest.Publish(_events);
        if (_ending.HasCompleted)
            _run.Tell(new Completed(Name));
        if (!_ending.IsParked)
            _events.Stopped();
        End(harvest.LastLines);
    }

    private void End(ImmutableArray<UntrustedText> lastLines)
    {
        _run.Tell(new ProcessProtocol.Ended(Name, lastLines, _ending.Meaning));
        Become(Ended);
    }

    private void OnProcess<TEvent>(Action<TEvent> handle)
        where TEvent : ProcessEvent =>
        Receive<FromProcess>(
            message => message.Event is TEvent && message.Incarnation == _incarnation!.Number,
            message => handle((TEvent)message.Event)
        );

    private void OnCurrent<TMessage>(Action<TMessage> handle)
        where TMessage : IAboutIncarnation => Receive(message => message.Incarnation == _incarnation!.Number, handle);
}
