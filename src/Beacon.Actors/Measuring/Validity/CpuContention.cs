using Beacon.Processes;
using Beacon.Records.Events;
using static System.FormattableString;

namespace Beacon.Actors.Measuring.Validity;

/// <summary>
/// Detects that the machine was overloaded while the run was operational, by pressure stall information: the share of that time in which at
/// least one runnable thread waited for a core.
/// </summary>
internal sealed class CpuContention
{
    /// <summary>
    /// From this share on, something waits at most moments, so that the typical latency includes waits, not only its tail. Programs that
    /// merely share their cores stay well below.
    /// </summary>
    public const double Limit = 0.5;

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

        var cores = (machine.Busy - began.Machine.Busy) / time is { } busy
            ? Invariant($", while {busy:0.0} cores were at work, {(ownCpu - began.OwnCpu) / time:0.0} of them for this run's programs")
            : "";
        return new Problem(
            ProblemKind.MachineOverloaded,
            Invariant(
                $"the machine was overloaded: for {Math.Min(share, 1):0 %} of the {time.TotalSeconds:0.0} s that the run was operational "
            ) + $"something waited for a core{cores}; times that were measured include such waits"
        );
    }
}
