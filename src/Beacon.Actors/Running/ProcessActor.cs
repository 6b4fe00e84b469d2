using System.Collections.Immutable;
using System.Globalization;
using Akka.Actor;
using Beacon.Actors.Plans;
using Beacon.Actors.Probing;
using Beacon.Actors.Processes;
using static Beacon.Actors.Running.ProcessProtocol;

namespace Beacon.Actors.Running;

/// <summary>
/// One component of a run: Waiting → Launching → Running → Ready → Stopping → Exited. Tells the run what the run decides from, and
/// the statistics aggregator everything.
/// </summary>
public sealed class ProcessActor : ReceiveActor
{
    private const string ReadyTimer = "ready";
    private const string StopTimer = "stop";

    private readonly RunContext _context;
    private readonly IActorRef _run;
    private readonly IActorRef _stats;
    private readonly IActorRef _resources;
    private readonly ComponentSpec _component;
    private readonly bool _isAwaited;
    private readonly ActorTimers _timers;
    private readonly HashSet<ProbeSpec> _missing;

    private IProcess? _process;
    private ReadinessWatch? _watch;
    private TimeSpan _startedAt;
    private int _pid;
    private long? _stopTimestamp;
    private bool _wasReady;
    private bool _killed;
    private bool _runIsEnding;
    private ExitMeaning _meaning;

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
        _isAwaited = context.Plan.Components.Any(other => other.DependsOn.Contains(new Dependency(component.Name, DependencyCondition.Completed)));
        _timers = new ActorTimers(Self, context.Clock.Time);
        _missing = [.. _component.Ready.Probes];
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
        _process?.Kill();
        _watch?.Dispose();
        _timers.Dispose();
    }

    private string Name => _component.Name;

    private void Waiting()
    {
        Receive<RunEnding>(_ => _runIsEnding = true);
        Receive<Launch>(_ =>
        {
            var self = Self;
            Become(Launching);
            _process = _context.Launcher.Launch(_context.LaunchSpecOf(_component), happened => self.Tell(new FromProcess(happened)));
        });
        Receive<Stop>(_ => End([]));
        Receive<ForceStop>(_ => End([]));
    }

    private void Launching()
    {
        Receive<RunEnding>(_ => _runIsEnding = true);
        OnProcess<ProcessStarted>(OnStarted);
        ReceiveLaunchFailure();
        ReceiveStop();
    }

    private void Running()
    {
        Receive<RunEnding>(_ => _runIsEnding = true);
        ReceiveLaunchFailure();
        OnProcess<ProgramExecuted>(_ => OnExecuted());
        OnProcess<LogMatched>(matched => OnProbeHeld(matched.Probe));
        Receive<ProbeHeld>(held => OnProbeHeld(held.Probe));
        OnTimer(ReadyTimer, OnNotReadyInTime);
        ReceiveOutputAndExit();
        ReceiveStop();
    }

    private void Ready()
    {
        Receive<RunEnding>(_ => _runIsEnding = true);
        ReceiveOutputAndExit();
        ReceiveStop();
    }

    private void Stopping()
    {
        Receive<RunEnding>(_ => { });
        OnTimer(StopTimer, OnStopIgnored);
        OnProcess<ProcessStarted>(started =>
        {
            Tell(new ComponentStarting(started.Pid, 1) { At = Now, Elapsed = Elapsed, Component = Name });
            Tell(new ComponentStopping(_component.Stop.Signal) { At = Now, Elapsed = Elapsed, Component = Name });
        });
        OnProcess<LaunchFailed>(_ => Harvest(null));
        Receive<StopCommandEnded>(ended => OnStopCommandEnded(ended.Failure));
        ReceiveOutputAndExit();
        Receive<Stop>(_ => { });
        Receive<ForceStop>(_ => KillNow());
    }

    private void Exited()
    {
        Receive<RunEnding>(_ => { });
        OnProcess<OutputBatch>(OnOutput);
        OnProcess<OutputNotStored>(OnNotStored);
        OnProcess<ProcessDrained>(OnDrained);
        Receive<Harvested>(OnHarvested);
        Receive<StopCommandEnded>(_ => { });
        Receive<Stop>(_ => { });
        Receive<ForceStop>(_ => _process?.Kill());
    }

    private void ReceiveLaunchFailure() => OnProcess<LaunchFailed>(failed =>
    {
        _timers.Cancel(ReadyTimer);
        _resources.Tell(new ResourcesActor.Unwatch(Name));
        Fail(ProblemKind.CouldNotStart, $"{Name} could not be started: {failed.Reason}", _context.Clock.Time.GetTimestamp());
        Harvest(null);
    });

    private void ReceiveOutputAndExit()
    {
        OnProcess<OutputBatch>(OnOutput);
        OnProcess<OutputNotStored>(OnNotStored);
        OnProcess<ProcessExited>(OnExited);
    }

    private void ReceiveStop()
    {
        Receive<Stop>(_ => BeginStop(_component.Stop.Signal));
        Receive<ForceStop>(_ => BeginStop(UnixSignal.SIGKILL));
    }

    private void OnStarted(ProcessStarted started)
    {
        _startedAt = Elapsed;
        _pid = started.Pid;
        _timers.Start(ReadyTimer, _component.Ready.Timeout);
        _resources.Tell(new ResourcesActor.Watch(Name, _process!));
        Tell(new ComponentStarting(started.Pid, 1) { At = Now, Elapsed = _startedAt, Component = Name });
        Become(Running);
    }

    private void OnExecuted()
    {
        _run.Tell(new Executed(Name));
        var self = Self;
        if (_missing.Count == 0) BecomeReady("started");
        else _watch = new ReadinessWatch(_component, _process!, _context.Clock.Time, probe => self.Tell(new ProbeHeld(probe)));
    }

    private void OnProbeHeld(ProbeSpec probe)
    {
        if (_missing.Remove(probe) && _missing.Count == 0) BecomeReady(string.Join(", ", _component.Ready.Probes));
    }

    private void BecomeReady(string probe)
    {
        _wasReady = true;
        _timers.Cancel(ReadyTimer);
        _watch?.Dispose();
        Tell(new ComponentReady(probe, Elapsed - _startedAt) { At = Now, Elapsed = Elapsed, Component = Name });
        _run.Tell(new BecameReady(Name));
        Become(Ready);
    }

    private void OnNotReadyInTime()
    {
        var seen = _watch is null ? "its program was not executed" : string.Join("; ", _missing.Select(_watch.LastSeen));
        Fail(
            ProblemKind.NotReady,
            $"{Name} was not ready within {Durations.Format(_component.Ready.Timeout)}: {seen}",
            _context.Clock.Time.GetTimestamp());
    }

    private void BeginStop(UnixSignal signal)
    {
        _stopTimestamp = _context.Clock.Time.GetTimestamp();
        _killed |= signal == UnixSignal.SIGKILL;
        _timers.Cancel(ReadyTimer);
        _watch?.Dispose();
        _timers.Start(StopTimer, _component.Stop.Timeout);
        if (signal != UnixSignal.SIGKILL && _pid > 0 && _component.Stop.Command is [_, ..])
            StopCommand.RunAsync(_component, _pid).PipeTo(Self, success: failure => new StopCommandEnded(failure));
        else
            _process!.Signal(signal);
        Tell(new ComponentStopping(signal) { At = Now, Elapsed = Elapsed, Component = Name });
        Become(Stopping);
    }

    private void OnStopCommandEnded(string? failure)
    {
        if (failure is null) return;
        Raise(ProblemKind.StopCommandFailed, $"the stop command of {Name} failed: {failure}; {_component.Stop.Signal} was sent instead");
        _process!.Signal(_component.Stop.Signal);
    }

    private void OnStopIgnored()
    {
        Raise(ProblemKind.StopIgnored, $"{Name} ignored {_component.Stop.Signal} for {Durations.Format(_component.Stop.Timeout)}: killed");
        KillNow();
    }

    private void KillNow()
    {
        if (!_killed) Tell(new ComponentKilled { At = Now, Elapsed = Elapsed, Component = Name });
        _killed = true;
        _process!.Kill();
    }

    private void OnExited(ProcessExited exited)
    {
        _timers.Cancel(ReadyTimer);
        _timers.Cancel(StopTimer);
        _watch?.Dispose();
        _resources.Tell(new ResourcesActor.Unwatch(Name));
        Tell(new ComponentExited(exited.Status) { At = Now, Elapsed = Elapsed, Component = Name });
        Become(Exited);

        // What died before the stop reached it was not stopped, although the stop had begun when its death was heard of.
        var wasAsked = _stopTimestamp is { } stop && stop <= exited.Timestamp;
        _meaning = wasAsked
            ? ExitMeanings.AfterStop(_component, exited.Status, _killed)
            : ExitMeanings.Unasked(_component, exited.Status, _wasReady, _isAwaited, _runIsEnding);
        var moment = _wasReady ? "" : " before it was ready";
        switch (_meaning)
        {
            case ExitMeaning.Crashed:
                Fail(ProblemKind.Crashed, $"{Name} {exited.Status}{moment}", exited.Timestamp);
                break;
            case ExitMeaning.ExitedEarly:
                Fail(ProblemKind.ExitedEarly, $"{Name} {exited.Status} although the run still needed it{moment}", exited.Timestamp);
                break;
            case ExitMeaning.EndsRun:
                _run.Tell(new EndedRun(Name));
                break;
            case ExitMeaning.AbnormalStop:
                Raise(ProblemKind.AbnormalStop, $"{Name} {exited.Status} while it was being stopped by {_component.Stop.Signal}");
                break;
        }
    }

    private void OnDrained(ProcessDrained drained)
    {
        if (drained.HeldBy is not null)
            Raise(
                ProblemKind.OutputHeldOpen,
                $"the output of {Name} was still held open {Durations.Format(_context.Plan.DrainTimeout)} after its exit, by {drained.HeldBy}{(drained.Stragglers is null ? "" : ": killed")}");
        else if (drained.Stragglers is not null)
            Raise(ProblemKind.LeftBehind, $"{drained.Stragglers} of {Name} outlived it by {Durations.Format(_context.Plan.DrainTimeout)}: killed");
        if (drained.Survivors is not null) Raise(ProblemKind.LeftBehind, $"{drained.Survivors} of {Name} can't be killed and still runs");
        if (drained.UnstoredBytes > 0)
            Raise(ProblemKind.OutputNotStored, string.Create(CultureInfo.InvariantCulture, $"{drained.UnstoredBytes:N0} bytes of what {Name} printed could not be stored"));
        if (drained.DeletedBytes > 0)
            Raise(
                ProblemKind.OutputDeleted,
                string.Create(CultureInfo.InvariantCulture, $"the oldest {drained.DeletedBytes:N0} bytes of what {Name} printed were deleted: output.keep = {_component.Output.Keep}"));
        Harvest(drained.MarkerFromEnd);
    }

    private void Harvest(long? markerFromEnd)
    {
        Become(Exited);
        LogHarvest.ReadAsync(_context, _component, markerFromEnd, _killed).PipeTo(Self, success: harvest => new Harvested(harvest));
    }

    private void OnHarvested(Harvested harvested)
    {
        foreach (var statistic in harvested.Harvest.Statistics)
            Tell(new StatisticReported(statistic, Final: true) { At = Now, Elapsed = Elapsed, Component = Name });
        if (harvested.Harvest.Absence is { } absence) Raise(ProblemKind.NoStatistics, $"no statistics of {Name}: {absence}");

        if (_meaning is ExitMeaning.Completed or ExitMeaning.EndsRun) _run.Tell(new Completed(Name));
        Tell(new ComponentStopped { At = Now, Elapsed = Elapsed, Component = Name });
        End(harvested.Harvest.LastLines);
    }

    private void OnOutput(OutputBatch batch) => _stats.Tell(new StatsProtocol.Output(Name, batch));

    private void OnNotStored(OutputNotStored lost) => Raise(
        ProblemKind.OutputNotStored, $"{lost.Log} of {Name} can't be written: {lost.Reason}; the program runs on, and what can't be stored is lost");

    private void End(ImmutableArray<string> lastLines)
    {
        _process = null;
        _run.Tell(new Ended(Name, lastLines));
        Become(() => ReceiveAny(_ => { }));
    }

    private void Fail(ProblemKind kind, string message, long timestamp)
    {
        Raise(kind, message);
        _run.Tell(new Failed(new Problem(kind, message, Name), timestamp));
    }

    private void Raise(ProblemKind kind, string message) =>
        Tell(new ProblemRaised(new Problem(kind, message, Name)) { At = Now, Elapsed = Elapsed });

    private void Tell(RunEvent happened) => _stats.Tell(happened);

    private DateTimeOffset Now => _context.Clock.Now;

    private TimeSpan Elapsed => _context.Clock.Elapsed;

    private void OnProcess<TEvent>(Action<TEvent> handle) where TEvent : ProcessEvent =>
        Receive<FromProcess>(message => message.Event is TEvent, message => handle((TEvent)message.Event));

    private void OnTimer(string name, Action handle) =>
        Receive<ActorTimers.Due>(due => due.Name == name && _timers.IsCurrent(due), _ => handle());
}
