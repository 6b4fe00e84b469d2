using System.Diagnostics;
using Beacon.Plans;
using Beacon.Processes.Capturing;
using Beacon.Processes.Linux.Native;
using Beacon.Processes.Linux.Trees;

namespace Beacon.Processes.Linux.Watching;

/// <summary>A process from the exit of its leader until nothing of its tree is left and its output has ended.</summary>
/// <remarks>
/// Once <see cref="Begin"/> has given it to the reaper thread, its fields belong to that thread. Other threads only signal, and the signals
/// that were sent are safe for any thread.
/// </remarks>
internal sealed class EndingProcess(
    LaunchSpec spec,
    Action<ProcessEvent> report,
    LinuxMachinery machinery,
    AliveProcess process,
    LeaderExit exit,
    SentSignals sent,
    Action onOver
) : ProcessPhase, IEndingTree
{
    private long _deadline;
    private bool _wereKilled;
    private string? _stragglers;
    private string? _heldBy;

    public override ProcessTree Tree => process.Tree;

    public override CapturedOutput Output => process.Output;

    public bool IsToBeKilled => sent.Contains(UnixSignal.SIGKILL) || IsOverdue;

    public bool IsOverdue => Stopwatch.GetTimestamp() >= _deadline;

    public bool IsGivenUp => _wereKilled && IsOverdue;

    public int MillisecondsLeft =>
        Math.Max(0, (int)Math.Ceiling(Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), _deadline).TotalMilliseconds));

    /// <summary>Reports the exit, unless that is uncertain, and has the reaper thread end the rest.</summary>
    public void Begin()
    {
        if (!exit.IsUncertain)
            ReportExit();
        _deadline = DeadlineFrom(exit.Exited.Timestamp);
        machinery.Reaper.End(this);
    }

    // The leader is gone, and the rest of the tree has until the deadline: only a kill changes that.
    public override void Signal(UnixSignal signal)
    {
        if (signal == UnixSignal.SIGKILL)
            machinery.Reaper.LookAt(Tree);
    }

    public void Kill(List<int> members)
    {
        if (_wereKilled)
        {
            Tree.Kill(members);
            return;
        }

        if (!sent.Contains(UnixSignal.SIGKILL))
        {
            _stragglers = string.Join(", ", members.Select(ProcFs.Describe));
            _heldBy = StreamHolders.Of(OpenStreams);
        }

        Tree.Kill(members);
        _deadline = DeadlineFrom(Stopwatch.GetTimestamp());
        _wereKilled = true;
    }

    public bool TryFinish(List<int> survivors)
    {
        if (OpenStreams is { Count: > 0 } open)
        {
            if (!IsOverdue)
                return false;
            _heldBy ??= StreamHolders.Of(open) ?? "a process that this user may not see";
            open.ForEach(machinery.Output.Abandon);
            Task.WaitAll([.. open.Select(stream => stream.Ended)]);
        }

        var usage = UsageInAll();
        process.Prepared.Close();
        ReportEnd(
            Output.Drained() with
            {
                HeldBy = _heldBy,
                Stragglers = _stragglers,
                Survivors = survivors.Count == 0 ? null : string.Join(", ", survivors.Select(ProcFs.Describe)),
                Usage = usage,
            }
        );
        process.Prepared.Forget();
        onOver();
        machinery.Sampler.Forget(Tree);
        return true;
    }

    private List<CapturedStream> OpenStreams => [.. process.Streams.Where(stream => !stream.Ended.IsCompleted)];

    // The cgroup has counted all processes; the kernel at the leader's exit those that were waited for; the last measurement the living
    // ones.
    private ResourceUsage? UsageInAll()
    {
        var usage = exit.Usage;
        if (Tree.CpuTime is { } counted)
            usage = (usage ?? new ResourceUsage(counted, 0, 0, 0)) with { CpuTime = counted };
        return usage?.NoLessThan(Tree.LastUsage);
    }

    private void ReportEnd(ProcessDrained drained)
    {
        if (exit.IsUncertain)
        {
            var reason = exit.LaunchFailure ?? machinery.Launches.Way.ReasonNotExecuted(exit.Exited.Status.Code, Output.FirstErrorLine);
            if (reason is not null)
            {
                report(new LaunchFailed(reason));
                return;
            }

            ReportExit();
        }

        report(drained);
    }

    private void ReportExit()
    {
        // It exited before it could be seen to execute its program.
        if (!exit.HasExecuted)
            report(new ProgramExecuted());
        report(exit.Exited);
    }

    private long DeadlineFrom(long timestamp) => timestamp + (long)(spec.DrainTimeout.TotalSeconds * Stopwatch.Frequency);
}
