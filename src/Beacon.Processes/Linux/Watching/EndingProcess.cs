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
    LinuxProcessLauncher launcher,
    AliveProcess process,
    LeaderExit exit,
    SentSignals sent,
    Action onOver
) : ProcessPhase
{
    private long _deadline;
    private bool _wereKilled;
    private string? _stragglers;
    private string? _heldBy;

    public override ProcessTree Tree => process.Tree;

    public override CapturedOutput Output => process.Output;

    public bool IsToBeKilled => sent.Contains(UnixSignal.SIGKILL) || IsOverdue;

    /// <summary>Whether the time is up that the rest of the tree has, first to end by itself, then to die of the kill.</summary>
    public bool IsOverdue => Stopwatch.GetTimestamp() >= _deadline;

    /// <summary>Whether the processes that are left were killed in vain.</summary>
    public bool IsGivenUp => _wereKilled && IsOverdue;

    public int MillisecondsLeft =>
        Math.Max(0, (int)Math.Ceiling(Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), _deadline).TotalMilliseconds));

    /// <summary>Reports the exit, unless that is uncertain, and has the reaper thread end the rest.</summary>
    public void Begin()
    {
        if (!exit.IsUncertain)
            ReportExit();
        _deadline = DeadlineFrom(exit.Exited.Timestamp);
        launcher.Reaper.End(this);
    }

    // The leader is gone, and the rest of the tree has until the deadline: only a kill changes that.
    public override void Signal(UnixSignal signal)
    {
        if (signal == UnixSignal.SIGKILL)
            launcher.Reaper.LookAt(Tree);
    }

    /// <summary>Kills the processes that are left, and gives them the same time again to be gone.</summary>
    public void Kill(List<int> members)
    {
        if (!_wereKilled && !sent.Contains(UnixSignal.SIGKILL))
        {
            _stragglers = string.Join(", ", members.Select(ProcFs.Describe));
            _heldBy = HoldersOf(OpenStreams);
        }

        Tree.Kill(members);
        if (_wereKilled)
            return;
        _deadline = DeadlineFrom(Stopwatch.GetTimestamp());
        _wereKilled = true;
    }

    /// <summary>Ends it all: no process is left, or the survivors can't be killed. False: output is still to come.</summary>
    public bool TryFinish(List<int> survivors)
    {
        if (OpenStreams is { Count: > 0 } open)
        {
            if (!IsOverdue)
                return false;
            _heldBy ??= HoldersOf(open) ?? ProcFs.HiddenProcess;
            open.ForEach(launcher.Output.Abandon);
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
        launcher.Sampler.Forget(Tree);
        return true;
    }

    private List<CapturedStream> OpenStreams => [.. process.Streams.Where(stream => !stream.Ended.IsCompleted)];

    private static string? HoldersOf(List<CapturedStream> streams)
    {
        var ends = streams.Select(stream => stream.OtherEnd).OfType<string>().ToHashSet();
        return ends.Count == 0
            ? null
            : ProcFs.DescribeHolders(pid => pid != Environment.ProcessId && ProcFs.HoldsDescriptor(pid, ends.Contains) == true);
    }

    // The cgroup has counted all processes; the kernel at the leader's exit those that were waited for; the last measurement the living
    // ones.
    private ResourceUsage? UsageInAll()
    {
        var usage = exit.Exited.Usage;
        if (Tree.CpuTime is { } counted)
            usage = (usage ?? new ResourceUsage(counted, 0, 0, 0)) with { CpuTime = counted, IsCounted = true };
        return usage?.NoLessThan(Tree.LastUsage);
    }

    private void ReportEnd(ProcessDrained drained)
    {
        if (exit.IsUncertain)
        {
            var reason =
                exit.LaunchFailure ?? launcher.Launches.Way.ReasonNotExecuted(exit.Exited.Status.Code, Output.Reader.FirstErrorLine);
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
