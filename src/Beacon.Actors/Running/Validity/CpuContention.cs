using System.Globalization;
using Beacon.Processes;
using Beacon.Records.Events;

namespace Beacon.Actors.Running.Validity;

/// <summary>
/// Whether the machine had more to do than it could while the run was operational, by pressure stall information: the share of that time
/// in which at least one thread that could run had to wait for a core.
/// </summary>
internal sealed class CpuContention
{
    /// <summary>
    /// From here on a wait is the rule: at a moment taken at random it is likelier that something waits than that nothing does, so that
    /// it is the typical latency that includes waits, not its tail alone. Programs that merely share their cores stay well below.
    /// </summary>
    public const double Limit = 0.5;

    // In less time, the programs' own start, which keeps every core busy for a moment, would decide.
    private static readonly TimeSpan AtLeast = TimeSpan.FromSeconds(5);

    private (MachineUsage Machine, TimeSpan OwnCpu, TimeSpan Elapsed)? _began;

    /// <summary>The run is operational.</summary>
    /// <param name="machine">What its kernel counts.</param>
    /// <param name="ownCpu">What the run's programs have used so far.</param>
    /// <param name="elapsed">Since the start of the run.</param>
    public void Begin(MachineUsage machine, TimeSpan ownCpu, TimeSpan elapsed) => _began ??= (machine, ownCpu, elapsed);

    /// <summary>The run ends; what to tell of it, null: nothing, or nothing is known.</summary>
    /// <inheritdoc cref="Begin"/>
    public Problem? Conclude(MachineUsage machine, TimeSpan ownCpu, TimeSpan elapsed)
    {
        if (_began is not { } began || elapsed - began.Elapsed < AtLeast)
            return null;

        var time = elapsed - began.Elapsed;
        if ((machine.CpuWaiting - began.Machine.CpuWaiting) / time is not { } share || share < Limit)
            return null;

        var cores = (machine.Busy - began.Machine.Busy) / time is { } busy
            ? string.Create(
                CultureInfo.InvariantCulture,
                $", while {busy:0.0} cores were at work, {(ownCpu - began.OwnCpu) / time:0.0} of them for this run's programs"
            )
            : "";
        return new Problem(
            ProblemKind.MachineOverloaded,
            string.Create(
                CultureInfo.InvariantCulture,
                $"the machine was overloaded: for {Math.Min(share, 1):0 %} of the {time.TotalSeconds:0.0} s that the run was operational something waited for a core{cores}; times that were measured include such waits"
            )
        );
    }
}
