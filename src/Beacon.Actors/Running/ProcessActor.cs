using Akka.Actor;
using Beacon.Actors.Scheduling;
using Beacon.Plans;
using Beacon.Processes;
using Beacon.Records.Events;
using static Beacon.Actors.Running.ProcessProtocol;

namespace Beacon.Actors.Running;

/// <summary>
/// One component of a run with all its incarnations: Waiting → Launching → Running → Ready → Stopping → Exited, and from there by Backoff
/// or Waiting to the next incarnation, or to the end. Tells the run what the run decides from, and the statistics aggregator everything.
/// </summary>
internal sealed partial class ProcessActor : ReceiveActor
{
    private const string ReadyTimer = "ready";
    private const string StopTimer = "stop";
    private const string BackoffTimer = "backoff";
    private const string SilenceTimer = "silence";

    private readonly RunContext _context;
    private readonly IActorRef _run;
    private readonly IActorRef _stats;
    private readonly IActorRef _resources;
    private readonly ComponentSpec _component;
    private readonly bool _isAwaited;
    private readonly ActorTimers _timers;

    private Incarnation? _incarnation;
    private RestartHistory _restarts = RestartHistory.Empty;
    private RestartDecision.Restart? _restart;
    private ExitMeaning? _meaning;
    private bool _isRecycled;
    private bool _runIsEnding;
    private bool _isAdvised;

    /// <summary>Makes the actor of one component.</summary>
    /// <param name="context">What the actors of the run share.</param>
    /// <param name="component">A component of the plan.</param>
    /// <param name="stats">The run's <see cref="StatsAggregatorActor"/>.</param>
    /// <param name="resources">The run's <see cref="ResourcesActor"/>.</param>
    public ProcessActor(RunContext context, ComponentSpec component, IActorRef stats, IActorRef resources)
    {
        _context = context;
        _run = Context.Parent;
        _stats = stats;
        _resources = resources;
        _component = context.Expand(component);
        _isAwaited = context.Plan.Components.Any(other =>
            other.DependsOn.Contains(new Dependency(component.Name, DependencyCondition.Completed))
        );
        _timers = new ActorTimers(Self, context.Clock.Time);
        Become(Waiting);
    }

    /// <summary>The actor's properties.</summary>
    /// <inheritdoc cref="ProcessActor(RunContext, ComponentSpec, IActorRef, IActorRef)"/>
    public static Props Props(RunContext context, ComponentSpec component, IActorRef stats, IActorRef resources) =>
        Akka.Actor.Props.Create(() => new ProcessActor(context, component, stats, resources));

    /// <inheritdoc />
    protected override void PostStop()
    {
        // Whatever ended this actor, its processes must not outlive it.
        _incarnation?.Process.Kill();
        _incarnation?.Process.Dismiss();
        _incarnation?.Dispose();
        _timers.Dispose();
    }

    /// <summary>What is told of a process may come too late for the state that it means something in.</summary>
    protected override void Unhandled(object message)
    {
        if (message is not (FromProcess or ProbeHeld or ProbeFailed or SilenceExamined or StopCommandEnded or ActorTimers.Due))
            base.Unhandled(message);
    }

    private string Name => _component.Name;

    private void Waiting()
    {
        Receive<Launch>(_ => Start());
        ReceiveEndOfRest();
    }

    private void Launching()
    {
        Receive<RunEnding>(_ => _runIsEnding = true);
        OnProcess<ProcessStarted>(OnStarted);
        OnProcess<LaunchFailed>(OnLaunchFailed);
        ReceiveStop();
    }

    private void Running()
    {
        Receive<RunEnding>(_ => _runIsEnding = true);
        OnProcess<LaunchFailed>(OnLaunchFailed);
        OnProcess<ProgramExecuted>(_ => OnExecuted());
        OnProcess<LogMatched>(matched => OnProbeHeld(matched.Probe));
        Receive<ProbeHeld>(held => held.Incarnation == _incarnation!.Number, held => OnProbeHeld(held.Probe));
        OnTimer(ReadyTimer, OnNotReadyInTime);
        ReceiveSilence();
        ReceiveOutputAndExit();
        ReceiveStop();
    }

    private void Ready()
    {
        Receive<RunEnding>(_ =>
        {
            // Whoever has done his work need not make progress any more.
            _runIsEnding = true;
            _incarnation!.Dispose();
        });
        Receive<ProbeFailed>(failed => !_runIsEnding && failed.Incarnation == _incarnation!.Number, failed => OnNotAlive(failed.Seen));
        ReceiveSilence();
        ReceiveOutputAndExit();
        ReceiveStop();
    }

    private void Stopping()
    {
        Receive<RunEnding>(_ => _runIsEnding = true);
        OnTimer(StopTimer, OnStopIgnored);
        OnProcess<ProcessStarted>(started =>
        {
            Tell(
                new ComponentStarting(started.Pid, _incarnation!.Number)
                {
                    At = Now,
                    Elapsed = Elapsed,
                    Component = Name,
                }
            );
            Tell(
                new ComponentStopping(_component.Stop.Signal)
                {
                    At = Now,
                    Elapsed = Elapsed,
                    Component = Name,
                }
            );
        });
        OnProcess<LaunchFailed>(_ => GoOn());
        Receive<StopCommandEnded>(ended => ended.Incarnation == _incarnation!.Number, ended => OnStopCommandEnded(ended.Failure));
        ReceiveOutputAndExit();
        Receive<Recycle>(OnRecycle);
        Receive<Stop>(_ => { });
        Receive<ForceStop>(_ => KillNow());
    }

    private void Exited()
    {
        Receive<RunEnding>(_ => _runIsEnding = true);
        ReceiveOutput();
        OnProcess<ProcessDrained>(OnDrained);
        Receive<Harvested>(OnHarvested);
        Receive<Recycle>(OnRecycle);
        Receive<Stop>(_ => { });
        Receive<ForceStop>(_ => _incarnation!.Process.Kill());
    }

    private void Backoff()
    {
        OnTimer(BackoffTimer, StartAgain);
        Receive<Recycle>(recycle =>
        {
            OnRecycle(recycle);
            AwaitLaunch();
        });
        ReceiveEndOfRest();
    }

    private void Ended()
    {
        Receive<Recycle>(recycle =>
        {
            OnRecycle(recycle);
            if (_isRecycled)
                AwaitLaunch();
        });
        Receive<RunEnding>(_ => _runIsEnding = true);
        ReceiveAny(_ => { });
    }

    private void ReceiveOutput()
    {
        OnProcess<OutputBatch>(OnOutput);
        OnProcess<OutputNotStored>(OnNotStored);
        Receive<StatsProtocol.OutputProcessed>(
            processed => processed.Incarnation == _incarnation!.Number,
            _ => _incarnation!.Process.AcknowledgeOutput()
        );
    }

    private void ReceiveOutputAndExit()
    {
        ReceiveOutput();
        OnProcess<ProcessExited>(OnExited);
    }

    private void ReceiveSilence()
    {
        OnTimer(SilenceTimer, OnSilence);
        Receive<SilenceExamined>(examined => examined.Incarnation == _incarnation!.Number, examined => Advise(examined.Image));
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

    /// <summary>Where nothing runs, there is nothing to stop.</summary>
    private void ReceiveEndOfRest()
    {
        Receive<RunEnding>(_ =>
        {
            _runIsEnding = true;
            Finish();
        });
        Receive<Stop>(_ => Finish());
        Receive<ForceStop>(_ => Finish());
    }

    private void Start()
    {
        var (self, number) = (Self, (_incarnation?.Number ?? 0) + 1);
        Become(Launching);
        var process = _context.Launcher.Launch(
            _context.LaunchSpecOf(_component) with
            {
                Incarnation = number,
            },
            happened => self.Tell(new FromProcess(number, happened)),
            _incarnation?.Process
        );
        _incarnation = new Incarnation(number, _component, process, _context.Clock.Time, _context.Work);
        _meaning = null;
        if (_restart is not { } restart)
            return;
        _restarts = _restarts.After(_component.Restart, restart.Attempt, Elapsed);
        _restart = null;
    }

    private void OnStarted(ProcessStarted started)
    {
        _incarnation!.Pid = started.Pid;
        _incarnation.StartedAt = Elapsed;
        _timers.Start(ReadyTimer, _component.Ready.Timeout);
        _resources.Tell(new ResourcesActor.Watch(Name, _incarnation.Process));
        Tell(
            new ComponentStarting(started.Pid, _incarnation.Number)
            {
                At = Now,
                Elapsed = Elapsed,
                Component = Name,
            }
        );
        Become(Running);
    }

    private void OnExecuted()
    {
        _run.Tell(new Executed(Name));
        if (!_isAdvised)
            _timers.Start(SilenceTimer, BufferingDoctor.Patience);
        var (self, number) = (Self, _incarnation!.Number);
        if (_incarnation.HoldsReadiness)
            BecomeReady("started");
        else
            _incarnation.WatchReadiness(probe => self.Tell(new ProbeHeld(number, probe)));
    }

    private void OnProbeHeld(Probe probe)
    {
        if (_incarnation!.Note(probe))
            BecomeReady(string.Join(", ", _component.Ready.Probes));
    }

    private void BecomeReady(string probe)
    {
        var (self, number) = (Self, _incarnation!.Number);
        _incarnation.ReadyAt = Elapsed;
        _incarnation.WatchLiveness(seen => self.Tell(new ProbeFailed(number, seen)));
        _timers.Cancel(ReadyTimer);
        Tell(
            new ComponentReady(probe, Elapsed - _incarnation.StartedAt)
            {
                At = Now,
                Elapsed = Elapsed,
                Component = Name,
            }
        );
        _run.Tell(new BecameReady(Name));
        Become(Ready);
    }

    private void OnOutput(OutputBatch batch)
    {
        _incarnation!.HasPrinted = true;
        _incarnation.Signs.Read(batch);
        _stats.Tell(new StatsProtocol.Output(Name, _incarnation.Number, batch));
    }

    private void OnSilence()
    {
        if (_incarnation!.HasPrinted)
            return;

        // The beginning of a line is in the log before it is told of as a line.
        var (process, number) = (_incarnation.Process, _incarnation.Number);
        string[] logs = [.. Enum.GetValues<OutputStream>().Select(stream => _context.Recorder.LogOf(Name, stream))];
        _context.Work.Track(
            Task.Run(() => Array.Exists(logs, log => new FileInfo(log) is { Exists: true, Length: > 0 }) ? null : process.Image)
                .PipeTo(Self, success: image => new SilenceExamined(number, image))
        );
    }

    private void Advise(ProgramImage? image)
    {
        if (image is null || _incarnation!.HasPrinted || _isAdvised)
            return;
        _isAdvised = true;
        if (_context.Doctor.Advise(Name, _component.Output.Mode, image) is { } advice)
            Raise(ProblemKind.OutputBuffered, advice);
    }

    private void OnNotStored(OutputNotStored lost) =>
        Raise(
            ProblemKind.OutputNotStored,
            $"{lost.Log} of {Name} can't be written: {lost.Reason}; the program runs on, and what can't be stored is lost"
        );

    private void Raise(ProblemKind kind, string message) =>
        Tell(new ProblemRaised(new Problem(kind, message, Name)) { At = Now, Elapsed = Elapsed });

    private void Tell(RunEvent happened) => _stats.Tell(happened);

    private DateTimeOffset Now => _context.Clock.Now;

    private TimeSpan Elapsed => _context.Clock.Elapsed;

    private void OnProcess<TEvent>(Action<TEvent> handle)
        where TEvent : ProcessEvent =>
        Receive<FromProcess>(
            message => message.Event is TEvent && message.Incarnation == _incarnation!.Number,
            message => handle((TEvent)message.Event)
        );

    private void OnTimer(string name, Action handle) =>
        Receive<ActorTimers.Due>(due => due.Name == name && _timers.IsCurrent(due), _ => handle());
}
