using System.Collections.Immutable;
using System.Globalization;
using Akka.Actor;
using Beacon.Plans;
using Beacon.Processes;
using Beacon.Records.Events;
using static Beacon.Actors.Running.ProcessProtocol;

namespace Beacon.Actors.Running;

/// <summary>How an incarnation ends, and what comes after it: the next one, or the end.</summary>
internal sealed partial class ProcessActor
{
    private bool HasCompleted => _meaning is ExitMeaning.Completed or ExitMeaning.EndsRun;

    private void OnLaunchFailed(LaunchFailed failed)
    {
        _timers.Cancel(ReadyTimer);
        _resources.Tell(new ResourcesActor.Unwatch(Name));
        _meaning = ExitMeaning.Crashed;
        OnFailure(ProblemKind.CouldNotStart, $"could not be started: {failed.Reason}", _context.Clock.Time.GetTimestamp());
        GoOn();
    }

    private void OnNotReadyInTime()
    {
        OnFailure(
            ProblemKind.NotReady,
            $"was not ready within {Durations.Format(_component.Ready.Timeout)}: {_incarnation!.LastSeen}",
            _context.Clock.Time.GetTimestamp()
        );

        // Without a restart the run decides: it stops the component as any other, or lets it be.
        if (_component.Restart.Policy != RestartMode.Never && !_runIsEnding)
            Condemn();
    }

    private void OnNotAlive(string seen)
    {
        OnFailure(ProblemKind.NotAlive, $"was no longer alive though its process was: {seen}", _context.Clock.Time.GetTimestamp());
        Condemn();
    }

    private void Condemn()
    {
        _incarnation!.IsCondemned = true;
        _incarnation.Dispose();
        KillNow();
        Become(Stopping);
    }

    private void BeginStop(UnixSignal signal)
    {
        _incarnation!.StopTimestamp = _context.Clock.Time.GetTimestamp();
        _incarnation.IsKilled |= signal == UnixSignal.SIGKILL;
        _incarnation.Dispose();
        _timers.Cancel(ReadyTimer);
        _timers.Cancel(SilenceTimer);
        _timers.Start(StopTimer, _component.Stop.Timeout);
        if (signal != UnixSignal.SIGKILL && _incarnation.Pid is { } pid && _component.Stop.Command is [_, ..])
            RunStopCommand(_incarnation.Number, pid);
        else
            _incarnation.Process.Signal(signal);
        Tell(
            new ComponentStopping(signal)
            {
                At = Now,
                Elapsed = Elapsed,
                Component = Name,
            }
        );
        Become(Stopping);
    }

    private void RunStopCommand(int incarnation, int pid) =>
        _context.Work.Track(
            StopCommand.RunAsync(_component, pid).PipeTo(Self, success: failure => new StopCommandEnded(incarnation, failure))
        );

    private void OnStopCommandEnded(string? failure)
    {
        if (failure is null)
            return;
        Raise(ProblemKind.StopCommandFailed, $"the stop command of {Name} failed: {failure}; {_component.Stop.Signal} was sent instead");
        _incarnation!.Process.Signal(_component.Stop.Signal);
    }

    private void OnStopIgnored()
    {
        Raise(ProblemKind.StopIgnored, $"{Name} ignored {_component.Stop.Signal} for {Durations.Format(_component.Stop.Timeout)}: killed");
        KillNow();
    }

    private void KillNow()
    {
        if (!_incarnation!.IsKilled)
            Tell(
                new ComponentKilled
                {
                    At = Now,
                    Elapsed = Elapsed,
                    Component = Name,
                }
            );
        _incarnation.IsKilled = true;
        _incarnation.Process.Kill();
    }

    private void OnExited(ProcessExited exited)
    {
        _timers.Cancel(ReadyTimer);
        _timers.Cancel(SilenceTimer);
        _timers.Cancel(StopTimer);
        _incarnation!.Dispose();
        _incarnation.Exit = exited.Status;
        _resources.Tell(new ResourcesActor.Unwatch(Name));
        Tell(
            new ComponentExited(exited.Status)
            {
                At = Now,
                Elapsed = Elapsed,
                Component = Name,
            }
        );
        Become(Exited);

        _meaning = MeaningOf(exited);
        var moment = _incarnation.ReadyAt is null ? " before it was ready" : "";
        switch (_meaning)
        {
            case ExitMeaning.Crashed:
                OnFailure(ProblemKind.Crashed, $"{exited.Status.Explain()}{moment}", exited.Timestamp);
                break;
            case ExitMeaning.ExitedEarly:
                OnFailure(ProblemKind.ExitedEarly, $"{exited.Status} although the run still needed it{moment}", exited.Timestamp);
                break;
            case ExitMeaning.EndsRun:
                _run.Tell(new EndedRun(Name));
                break;
            case ExitMeaning.AbnormalStop:
                Raise(ProblemKind.AbnormalStop, $"{Name} {exited.Status} while it was being stopped by {_component.Stop.Signal}");
                break;
        }
    }

    private ExitMeaning MeaningOf(ProcessExited exited)
    {
        if (_incarnation!.IsCondemned)
            return ExitMeaning.Condemned;

        // What died before the stop reached it was not stopped, although the stop had begun when its death was heard of.
        return _incarnation.StopTimestamp <= exited.Timestamp
            ? ExitMeanings.AfterStop(_component, exited.Status, _incarnation.IsKilled)
            : ExitMeanings.Unasked(_component, exited.Status, _incarnation.ReadyAt is not null, _isAwaited, _runIsEnding);
    }

    private void OnFailure(ProblemKind kind, string happened, long timestamp)
    {
        var message = $"{Name} {happened}";
        if (_isRecycled)
        {
            Raise(kind, message);
            return;
        }

        var readyFor = _context.Clock.Since(timestamp) - _incarnation!.ReadyAt;
        switch (_restarts.Decide(_component.Restart, kind, Elapsed, readyFor, _runIsEnding, Random.Shared.NextDouble()))
        {
            case RestartDecision.Restart restart:
                _restart = restart;
                Raise(kind, message);
                Tell(
                    new ComponentRestarting(restart.Attempt, restart.Delay)
                    {
                        At = Now,
                        Elapsed = Elapsed,
                        Component = Name,
                    }
                );
                _run.Tell(new WentDown(new Problem(kind, message, Name), timestamp));
                break;
            case RestartDecision.GiveUp gaveUp:
                Fail(ProblemKind.GaveUp, $"{message}; it was given up {gaveUp.Reason}", timestamp);
                break;
            default:
                Fail(kind, message, timestamp);
                break;
        }
    }

    private void Fail(ProblemKind kind, string message, long timestamp)
    {
        Raise(kind, message);
        _run.Tell(new Failed(new Problem(kind, message, Name), timestamp));
    }

    private void OnDrained(ProcessDrained drained)
    {
        if (drained.HeldBy is not null)
            Raise(
                ProblemKind.OutputHeldOpen,
                $"the output of {Name} was still held open {Durations.Format(_context.Plan.DrainTimeout)} after its exit, by {drained.HeldBy}{(drained.Stragglers is null ? "" : ": killed")}"
            );
        else if (drained.Stragglers is not null)
            Raise(
                ProblemKind.LeftBehind,
                $"{drained.Stragglers} of {Name} outlived it by {Durations.Format(_context.Plan.DrainTimeout)}: killed"
            );
        if (drained.Survivors is not null)
            OnSurvivors(drained.Survivors);
        if (drained.UnstoredBytes > 0)
            Raise(
                ProblemKind.OutputNotStored,
                string.Create(CultureInfo.InvariantCulture, $"{drained.UnstoredBytes:N0} bytes of what {Name} printed could not be stored")
            );
        if (drained.DeletedBytes > 0)
            Raise(
                ProblemKind.OutputDeleted,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"the oldest {drained.DeletedBytes:N0} bytes of what {Name} printed were deleted: output.keep = {_component.Output.Keep}"
                )
            );
        if (drained.Usage is { } usage)
            Tell(
                new ResourcesSampled(usage, 0)
                {
                    At = Now,
                    Elapsed = Elapsed,
                    Component = Name,
                }
            );
        _incarnation!.MarkerFromEnd = drained.MarkerFromEnd;
        GoOn();
    }

    private void OnSurvivors(string survivors)
    {
        Raise(ProblemKind.LeftBehind, $"{survivors} of {Name} can't be killed and still runs");
        if (_runIsEnding || !(_isRecycled || _restart is not null))
            return;

        // Two incarnations side by side would be worse than none.
        (_isRecycled, _restart) = (false, null);
        Fail(ProblemKind.GaveUp, $"{Name} was not started again, since {survivors} of it still runs", _context.Clock.Time.GetTimestamp());
    }

    /// <summary>Nothing is left of the incarnation: what comes next.</summary>
    private void GoOn()
    {
        if (_runIsEnding || HasCompleted)
            Finish();
        else if (_isRecycled)
            AwaitLaunch();
        else if (_restart is not { } restart)
            Finish();
        else if (restart.Delay == TimeSpan.Zero)
            StartAgain();
        else
        {
            _timers.Start(BackoffTimer, restart.Delay);
            Become(Backoff);
        }
    }

    private void StartAgain()
    {
        if (_component.Restart.Dependents == DependentsPolicy.Restart)
            AwaitLaunch();
        else
            Start();
    }

    private void OnRecycle(Recycle recycle)
    {
        if (_runIsEnding || HasCompleted)
            return;

        // It may have told of a restart of its own.
        if (_restart is null)
            Tell(
                new ComponentRestarting(1, TimeSpan.Zero)
                {
                    Dependency = recycle.Dependency,
                    At = Now,
                    Elapsed = Elapsed,
                    Component = Name,
                }
            );
        _isRecycled = true;
    }

    private void AwaitLaunch()
    {
        _isRecycled = false;
        _timers.Cancel(BackoffTimer);
        Become(Waiting);
        _run.Tell(new AwaitsLaunch(Name));
    }

    private void Finish()
    {
        _timers.Cancel(BackoffTimer);
        if (_incarnation is not { } last)
        {
            if (LogHarvest.NeverStarted(_component) is { } problem)
                Raise(problem.Kind, problem.Message);
            End([]);
            return;
        }

        Become(Exited);
        last.Process.Dismiss();
        _context.Work.Track(LogHarvest.ReadAsync(_context, _component, last).PipeTo(Self, success: harvest => new Harvested(harvest)));
    }

    private void OnHarvested(Harvested harvested)
    {
        if (_isRecycled && !_runIsEnding && !HasCompleted)
        {
            AwaitLaunch();
            return;
        }

        foreach (var statistic in harvested.Harvest.Statistics)
            Tell(
                new StatisticReported(statistic, Final: true)
                {
                    At = Now,
                    Elapsed = Elapsed,
                    Component = Name,
                }
            );
        foreach (var problem in harvested.Harvest.Problems)
            Raise(problem.Kind, problem.Message);

        if (HasCompleted)
            _run.Tell(new Completed(Name));
        Tell(
            new ComponentStopped
            {
                At = Now,
                Elapsed = Elapsed,
                Component = Name,
            }
        );
        End(harvested.Harvest.LastLines);
    }

    private void End(ImmutableArray<string> lastLines)
    {
        _run.Tell(new Ended(Name, lastLines, _meaning));
        Become(Ended);
    }
}
