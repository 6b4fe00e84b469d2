using Beacon.Plans;
using Beacon.Records.Events;

namespace Beacon.Actors.Running;

/// <summary>
/// How a run ends and why: the first cause decides, whatever follows from it. Of two failures the one that happened first is the cause,
/// also where the other was heard of first.
/// </summary>
internal sealed class RunVerdict
{
    private const int SignalExitCodeBase = 128;

    private long _causeTimestamp = long.MaxValue;
    private UnixSignal? _interruption;

    /// <summary>What ended the run; null: nothing went wrong.</summary>
    public Problem? Cause { get; private set; }

    /// <summary>When that happened, by <see cref="TimeProvider.GetTimestamp"/>; without meaning where there is no cause.</summary>
    public long CauseTimestamp => _causeTimestamp;

    /// <summary>The verdict so far.</summary>
    public RunOutcome Outcome =>
        Cause is null ? RunOutcome.Completed
        : _interruption is null ? RunOutcome.Failed
        : RunOutcome.Interrupted;

    /// <summary>0 completed, 1 failed, 128 + signal interrupted.</summary>
    public int ExitCode =>
        Outcome switch
        {
            RunOutcome.Completed => 0,
            RunOutcome.Failed => 1,
            _ => SignalExitCodeBase + (int)_interruption!,
        };

    /// <summary>Something failed.</summary>
    /// <param name="problem">What.</param>
    /// <param name="timestamp">When, by <see cref="TimeProvider.GetTimestamp"/>.</param>
    public void Fail(Problem problem, long timestamp)
    {
        if (timestamp >= _causeTimestamp)
            return;
        (Cause, _causeTimestamp, _interruption) = (problem, timestamp, null);
    }

    /// <summary>The run was asked to stop.</summary>
    /// <param name="signal">By what.</param>
    /// <param name="timestamp">When.</param>
    public void Interrupt(UnixSignal signal, long timestamp)
    {
        if (timestamp >= _causeTimestamp)
            return;
        (Cause, _causeTimestamp, _interruption) = (
            new Problem(ProblemKind.Interrupted, $"the run was ended by {signal}"),
            timestamp,
            signal
        );
    }

    /// <summary>Nothing that happens from now on can be the cause: the run is being stopped as planned.</summary>
    /// <param name="timestamp">Now.</param>
    public void Settle(long timestamp) => _causeTimestamp = Math.Min(_causeTimestamp, timestamp);
}
