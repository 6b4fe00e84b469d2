using Akka.Actor;
using Beacon.Plans;
using Beacon.Records.Events;
using static Beacon.Actors.Running.RunProtocol;

namespace Beacon.Actors.Running;

/// <summary>The end of a run: the verdict is settled, the levels go down, the record is closed.</summary>
internal sealed partial class RunActor
{
    private void Interrupt(UnixSignal signal)
    {
        _verdict.Interrupt(signal, Timestamp);
        BeginStop();
    }

    private void BeginStop()
    {
        foreach (var accused in _accused)
            _verdict.Fail(accused.Problem, accused.Timestamp);
        _verdict.Settle(Timestamp);
        _timers.Dispose();
        RefuseRestarts();
        TellAll(ProcessProtocol.RunEnding.Fact);
        _stop = new StopWalk(_plan);
        Become(Stopping);

        // What a component used is gone with it: measured before the first is signalled, and no later than it is known.
        _resources.Tell(ResourcesActor.SampleNow.Order);
    }

    private void OnStopLevel(StopLevel order)
    {
        _levelAskers.Add((order.Level, Sender));
        if (_stop is null)
            Interrupt(UnixSignal.SIGTERM);
        else
            AnswerLevelAskers();
    }

    private void ContinueStop()
    {
        foreach (var component in _stop!.Advance(_ended.ContainsKey))
            _processes[component.Name].Tell(ProcessProtocol.Stop.Order);
        AnswerLevelAskers();
        if (_stop.IsDone)
            Close();
    }

    private void AnswerLevelAskers()
    {
        foreach (var (level, asker) in _levelAskers.Where(entry => _stop!.IsStopped(entry.Level)))
            asker.Tell(new LevelStopped(level));
        _levelAskers.RemoveAll(entry => _stop!.IsStopped(entry.Level));
    }

    private bool OnDied(ProcessActorDied died)
    {
        // The normal end of an actor comes with its run's; before, it is a fault of ours, and its PostStop has killed the processes.
        if (!_ended.TryAdd(died.Component, new ProcessProtocol.Ended(died.Component, [], null)))
            return false;
        var problem = new Problem(
            ProblemKind.InternalFault,
            $"the actor of {died.Component} failed: {_fault ?? "it was stopped"}",
            died.Component
        );
        Raise(problem);
        _verdict.Fail(problem, Timestamp);
        return true;
    }

    private void OnEnded(ProcessProtocol.Ended ended) => _ended[ended.Component] = ended;

    private void KillAll() => TellAll(ProcessProtocol.ForceStop.Order);

    private void TellAll(object message)
    {
        foreach (var process in _processes.Values)
            process.Tell(message);
    }

    private void Close()
    {
        Become(Closing);
        _stats.Tell(StatsProtocol.GetSnapshot.Question);
    }

    private void Record(RunSnapshot snapshot)
    {
        var cause =
            _verdict.Outcome == RunOutcome.Failed
                ? FirstCauseFinder.Find(_verdict.Cause!, _context.Clock.Since(_verdict.CauseTimestamp), snapshot, _ended, _setbacks.Values)
                : null;
        var result = RunConclusion.Of(_context, snapshot, _verdict, cause, _startedAt, _ended);
        var finished = new RunFinished(result.Outcome, result.ExitCode, result.Cause, result.Record)
        {
            At = result.EndedAt,
            Elapsed = result.Elapsed,
            FirstCause = cause,
        };
        _context.Work.Track(
            _context
                .Recorder.CompleteAsync(result, finished)
                .PipeTo(
                    Self,
                    success: recorded => new Recorded(recorded, finished, recorded.Problems.RemoveRange(result.Problems)),
                    failure: exception =>
                    {
                        var problem = new Problem(
                            ProblemKind.RecordNotWritten,
                            $"the record {result.Record} is incomplete: {exception.Message}"
                        );
                        return new Recorded(result with { Problems = result.Problems.Add(problem) }, finished, [problem]);
                    }
                )
        );
    }

    private void OnRecorded(Recorded recorded)
    {
        foreach (var problem in recorded.Problems)
            Raise(problem);
        Publish(recorded.Finished);

        // Only now, when the verdict is told: a page may take its time.
        _context.Work.Track(_context.Recorder.ReportAsync(recorded.Result).PipeTo(Self, success: problem => new Reported(problem)));
        var result = recorded.Result;
        Become(() =>
        {
            Receive<Reported>(reported =>
            {
                if (reported.Problem is { } problem)
                    result = result with { Problems = result.Problems.Add(problem) };
                _stats.Tell(StatsProtocol.GetHistory.Question);
            });
            Receive<StatsProtocol.History>(history => HandOver(new RunOver(result, history.Events)));
            Receive<AwaitEnd>(_ =>
            {
                _endAskers.Add(Sender);
                if (_over is { } over)
                    HandOver(over);
            });
            ReceiveQuestions();
            ReceiveAny(_ => { });
        });
    }

    /// <summary>The run's handle keeps what may still be asked of it: the actor goes.</summary>
    private void HandOver(RunOver over)
    {
        // A run that ends at once may do so before its owner has asked for its end.
        _over = over;
        if (_endAskers.Count == 0)
            return;
        foreach (var asker in _endAskers)
            asker.Tell(over);
        _endAskers.Clear();
        Context.Stop(Self);
    }

    /// <summary>The actor ends before its run: the system was ended without its coordinated shutdown, or this is a defect of ours.</summary>
    private void Abandon()
    {
        var reason = new InvalidOperationException(
            $"the actor of the run {_context.Recorder.Run} was ended before the run was: its components were killed, and its record is not complete"
        );
        foreach (var asker in _endAskers)
            asker.Tell(new Status.Failure(reason));
    }
}
