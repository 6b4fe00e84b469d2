using System.Collections.Immutable;

namespace Beacon.Processes;

/// <summary>What a process tree uses at one moment, and has used so far.</summary>
/// <param name="CpuTime">User and system CPU time so far, of living processes and of ended ones.</param>
/// <param name="RssBytes">Resident set size in bytes, summed over the processes; shared pages count once for each process.</param>
/// <param name="Threads">The number of threads.</param>
/// <param name="Processes">The number of processes; 0: all have ended.</param>
public sealed record ResourceUsage(TimeSpan CpuTime, long RssBytes, int Threads, int Processes)
{
    /// <summary>
    /// The largest resident set size that a process of the tree had at any time, in bytes, if the system says; otherwise 0.
    /// </summary>
    public long PeakRssBytes { get; init; }

    /// <summary>How often a thread has yielded its core to wait for something.</summary>
    public long VoluntarySwitches { get; init; }

    /// <summary>How often a core was taken from a thread that wanted to run on.</summary>
    public long InvoluntarySwitches { get; init; }

    /// <summary>Page faults so far that needed no disk.</summary>
    public long MinorFaults { get; init; }

    /// <summary>Page faults so far that needed a disk.</summary>
    public long MajorFaults { get; init; }

    /// <summary>Bytes read from storage so far; null: the kernel does not say.</summary>
    public long? ReadBytes { get; init; }

    /// <summary>Bytes written to storage so far; null: the kernel does not say.</summary>
    public long? WrittenBytes { get; init; }

    /// <summary>The sockets of the tree that have lost datagrams or have a long queue.</summary>
    public ImmutableArray<SocketUsage> Sockets { get; init; } = [];

    /// <summary>Adds what earlier processes had used. Current figures, such as memory, stay those of this one.</summary>
    /// <param name="earlier">What the earlier processes had used; null: there were none.</param>
    public ResourceUsage After(ResourceUsage? earlier) =>
        earlier is null
            ? this
            : this with
            {
                CpuTime = CpuTime + earlier.CpuTime,
                PeakRssBytes = Math.Max(PeakRssBytes, earlier.PeakRssBytes),
                VoluntarySwitches = VoluntarySwitches + earlier.VoluntarySwitches,
                InvoluntarySwitches = InvoluntarySwitches + earlier.InvoluntarySwitches,
                MinorFaults = MinorFaults + earlier.MinorFaults,
                MajorFaults = MajorFaults + earlier.MajorFaults,
                ReadBytes = Sum(ReadBytes, earlier.ReadBytes),
                WrittenBytes = Sum(WrittenBytes, earlier.WrittenBytes),
            };

    /// <summary>Raises each counter to that of an earlier reading, because a later reading may know less.</summary>
    /// <param name="before">An earlier reading of the same tree; null: there was none.</param>
    public ResourceUsage NoLessThan(ResourceUsage? before) =>
        before is null
            ? this
            : this with
            {
                CpuTime = CpuTime > before.CpuTime ? CpuTime : before.CpuTime,
                PeakRssBytes = Math.Max(PeakRssBytes, before.PeakRssBytes),
                VoluntarySwitches = Math.Max(VoluntarySwitches, before.VoluntarySwitches),
                InvoluntarySwitches = Math.Max(InvoluntarySwitches, before.InvoluntarySwitches),
                MinorFaults = Math.Max(MinorFaults, before.MinorFaults),
                MajorFaults = Math.Max(MajorFaults, before.MajorFaults),
                ReadBytes = Larger(ReadBytes, before.ReadBytes),
                WrittenBytes = Larger(WrittenBytes, before.WrittenBytes),
            };

    private static long? Sum(long? one, long? other) => one is null ? other : one + (other ?? 0);

    private static long? Larger(long? one, long? other) => one is null ? other : Math.Max(one.Value, other ?? 0);
}
