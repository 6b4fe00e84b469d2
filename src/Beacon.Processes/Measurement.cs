using System.Collections.Immutable;

namespace Beacon.Processes;

/// <summary>What process trees and the machine used at one moment.</summary>
/// <param name="Usages">What the tree of each process uses; a process that is gone, or whose figures are hidden, is left out.</param>
/// <param name="Machine">How busy the machine is.</param>
/// <param name="Cost">The CPU time that the measurement took.</param>
public sealed record Measurement(ImmutableDictionary<IProcess, ResourceUsage> Usages, MachineUsage Machine, TimeSpan Cost)
{
    /// <summary>Nothing was found.</summary>
    public static readonly Measurement Nothing = new(ImmutableDictionary<IProcess, ResourceUsage>.Empty, new MachineUsage(), TimeSpan.Zero);
}

/// <summary>How busy the whole machine is at one moment, as far as its kernel says.</summary>
public sealed record MachineUsage
{
    /// <summary>
    /// The load average of the last minute: threads that run, wait for a core or for a disk (proc(5), loadavg); null: unknown.
    /// </summary>
    public double? LoadAverage { get; init; }

    /// <summary>
    /// How long, since the machine started, some thread waited for a core (pressure stall information, <c>some</c> of
    /// /proc/pressure/cpu); null: unknown.
    /// </summary>
    public TimeSpan? CpuWaiting { get; init; }

    /// <summary>The same for a disk.</summary>
    public TimeSpan? IoWaiting { get; init; }

    /// <summary>The same for memory that had to be made free first.</summary>
    public TimeSpan? MemoryWaiting { get; init; }

    /// <summary>How long its cores have worked since the machine started, summed over them; null: unknown.</summary>
    public TimeSpan? Busy { get; init; }
}
