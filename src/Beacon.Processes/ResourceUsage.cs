using System.Collections.Immutable;

namespace Beacon.Processes;

/// <summary>What a process tree uses at one moment, and has used so far.</summary>
/// <param name="CpuTime">User and system CPU time so far, of the living processes and of those of the tree that have ended.</param>
/// <param name="RssBytes">Resident set size, in bytes, summed over the processes; pages that they share count once each.</param>
/// <param name="Threads">The number of threads.</param>
/// <param name="Processes">The number of processes; 0: all have ended.</param>
public sealed record ResourceUsage(TimeSpan CpuTime, long RssBytes, int Threads, int Processes)
{
    /// <summary>
    /// The largest resident set size that a process of the tree had at any time, in bytes, where the system told; else 0.
    /// </summary>
    public long PeakRssBytes { get; init; }

    /// <summary>How often a thread gave its core up so far, to wait for something.</summary>
    public long VoluntarySwitches { get; init; }

    /// <summary>How often a core was taken from a thread so far, for somebody else.</summary>
    public long InvoluntarySwitches { get; init; }

    /// <summary>Page faults so far that needed no disk.</summary>
    public long MinorFaults { get; init; }

    /// <summary>Page faults so far that needed a disk.</summary>
    public long MajorFaults { get; init; }

    /// <summary>Bytes fetched from storage so far; null: the kernel does not tell.</summary>
    public long? ReadBytes { get; init; }

    /// <summary>Bytes sent to storage so far; null: the kernel does not tell.</summary>
    public long? WrittenBytes { get; init; }

    /// <summary>The sockets of the tree that have something to tell: datagrams lost, or a queue that is long.</summary>
    public ImmutableArray<SocketUsage> Sockets { get; init; } = [];

    /// <summary>The same with what processes before these had used. What is used at one moment stays that of these.</summary>
    /// <param name="earlier">What those before had used; null: there were none.</param>
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

    /// <summary>The same, but none of what was used so far below what was known before: a reading at the end may know less.</summary>
    /// <param name="before">A reading of the same tree before this; null: there was none.</param>
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
