namespace Beacon.Processes;

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
