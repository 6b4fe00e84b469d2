using Beacon.Processes;
using Beacon.Records.Events;
using static System.FormattableString;

namespace Beacon.Actors.Measuring.Validity;

/// <summary>
/// Detects that threads waited for a core in much of the time that the run was operational, by pressure stall information: the share of
/// that time in which at least one runnable thread waited. If other programs had part of the cores, the machine was overloaded, and the
/// numbers depend on them; if the run's programs had them nearly all, they waited for each other, as they do in each run on this machine.
/// </summary>
internal sealed class CpuContention
{
    /// <summary>
    /// From this share on, something waits at most moments, so that the typical latency includes waits, not only its tail. Programs that
    /// merely share their cores stay well below.
    /// </summary>
    public const double Limit = 0.5;

    /// <summary>
    /// From this part of the work on that the cores did, others count. Below are the host, which measures, and the kernel's own threads.
    /// </summary>
    public const double OthersLimit = 0.1;

    // In a shorter time the start of the programs, which keeps every core busy for a moment, would decide.
    private static readonly TimeSpan AtLeast = TimeSpan.FromSeconds(5);

    private (MachineUsage Machine, TimeSpan OwnCpu, TimeSpan Elapsed)? _began;

    /// <summary>The run is operational, and its programs have used this CPU time so far.</summary>
    public void Begin(MachineUsage machine, TimeSpan ownCpu, TimeSpan elapsed) => _began ??= (machine, ownCpu, elapsed);

    /// <summary>The run ends. Returns a problem; null: there is none, or the kernel does not count waits.</summary>
    /// <inheritdoc cref="Begin"/>
    public Problem? Conclude(MachineUsage machine, TimeSpan ownCpu, TimeSpan elapsed)
    {
        if (_began is not { } began || elapsed - began.Elapsed < AtLeast)
            return null;

        var time = elapsed - began.Elapsed;
        if ((machine.CpuWaiting - began.Machine.CpuWaiting) / time is not { } share || share < Limit)
            return null;

        var own = (ownCpu - began.OwnCpu) / time;
        var busy = (machine.Busy - began.Machine.Busy) / time;
        var cores = busy is { } all ? Invariant($", while {all:0.0} cores were at work, {own:0.0} of them for this run's programs") : "";
        var waits =
            Invariant($"for {Math.Min(share, 1):0 %} of the {time.TotalSeconds:0.0} s that the run was operational something waited ")
            + $"for a core{cores}; times that were measured include such waits";
        return busy - own < busy * OthersLimit
            ? new Problem(ProblemKind.CoresSaturated, $"the run's programs had more to do than the machine has cores: {waits}")
            : new Problem(ProblemKind.MachineOverloaded, $"the machine was overloaded: {waits}");
    }
}
