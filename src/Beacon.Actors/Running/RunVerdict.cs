using Beacon.Actors.Scheduling;
using Beacon.Plans;
using Beacon.Records.Events;

namespace Beacon.Actors.Running;

/// <summary>
/// How a run ends and why: the first cause decides, whatever follows from it. Of two failures on one host the earlier one is the cause,
/// even if it is received second. Failures on different hosts have no common clock: of those the one that was received first is the cause.
/// </summary>
internal sealed class RunVerdict
{
    private const int ExpectationExitCode = 5;
    private const int SignalExitCodeBase = 128;

    private UnixSignal? _interruption;
    private RunTime? _settledAt;

    /// <summary>What ended the run; null: nothing went wrong.</summary>
    public Problem? Cause { get; private set; }

    /// <summary>When that happened; null: there is no cause.</summary>
    public RunTime? CauseAt { get; private set; }

    public RunOutcome Outcome =>
        Cause is null ? RunOutcome.Completed
        : _interruption is null ? RunOutcome.Failed
        : RunOutcome.Interrupted;

    /// <summary>Whether an expectation was not met, which counts if the run has completed.</summary>
    public bool IsExpectationNotMet { get; set; }

    /// <summary>0 completed, 5 completed but an expectation was not met, 1 failed, 128 + signal interrupted.</summary>
    public int ExitCode =>
        Outcome switch
        {
            RunOutcome.Completed => IsExpectationNotMet ? ExpectationExitCode : 0,
            RunOutcome.Failed => 1,
            _ => SignalExitCodeBase + (int)_interruption!,
        };

    public void Fail(Problem problem, RunTime at) => Decide(problem, at, null);

    public void Interrupt(UnixSignal signal, RunTime at) =>
        Decide(new Problem(ProblemKind.Interrupted, $"the run was ended by {signal}"), at, signal);

    /// <summary>The run is being stopped as planned: only what happened before can be the cause.</summary>
    public void Settle(RunTime at) => _settledAt ??= at;

    private void Decide(Problem problem, RunTime at, UnixSignal? interruption)
    {
        if ((_settledAt is { } settled && !at.IsBefore(settled)) || (CauseAt is { } cause && !at.IsBefore(cause)))
            return;
        (Cause, CauseAt, _interruption) = (problem, at, interruption);
    }
}
