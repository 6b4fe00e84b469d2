using System.Collections.Immutable;
using System.Net;
using Beacon.Plans;

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

    /// <summary>
    /// Whether <see cref="CpuTime"/> was counted by a cgroup: to the microsecond, of all processes, whoever waited for them. Otherwise that
    /// of processes which nobody has waited for is as of the last measurement.
    /// </summary>
    public bool IsCounted { get; init; }

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
        With(earlier, static (one, other) => one + other) with
        {
            IsCounted = IsCounted && earlier?.IsCounted != false,
        };

    /// <summary>Raises each counter to that of an earlier reading, because a later reading may know less.</summary>
    /// <param name="before">An earlier reading of the same tree; null: there was none.</param>
    public ResourceUsage NoLessThan(ResourceUsage? before) => With(before, Math.Max);

    private ResourceUsage With(ResourceUsage? other, Func<long, long, long> combine)
    {
        return other is null
            ? this
            : this with
            {
                CpuTime = TimeSpan.FromTicks(combine(CpuTime.Ticks, other.CpuTime.Ticks)),
                PeakRssBytes = Math.Max(PeakRssBytes, other.PeakRssBytes),
                VoluntarySwitches = combine(VoluntarySwitches, other.VoluntarySwitches),
                InvoluntarySwitches = combine(InvoluntarySwitches, other.InvoluntarySwitches),
                MinorFaults = combine(MinorFaults, other.MinorFaults),
                MajorFaults = combine(MajorFaults, other.MajorFaults),
                ReadBytes = Known(ReadBytes, other.ReadBytes),
                WrittenBytes = Known(WrittenBytes, other.WrittenBytes),
            };

        long? Known(long? one, long? another) => one is null ? another : combine(one.Value, another ?? 0);
    }
}

/// <summary>One socket of a process tree at one moment.</summary>
/// <param name="Id">Its inode, which identifies it.</param>
/// <param name="Protocol">TCP or UDP.</param>
/// <param name="Local">Its own address.</param>
/// <param name="Remote">The remote address; null: the socket listens, or receives from any address.</param>
public sealed record SocketUsage(long Id, TransportProtocol Protocol, IPEndPoint Local, IPEndPoint? Remote)
{
    /// <summary>Datagrams that the kernel has dropped so far because the program did not read them in time.</summary>
    public long Drops { get; init; }

    /// <summary>Bytes that wait to be read; of a listening socket, connections that wait to be accepted.</summary>
    public long ReceiveQueue { get; init; }

    /// <summary>Memory of the receive queue in bytes: the waiting data and their overhead.</summary>
    public long ReceiveMemory { get; init; }

    /// <summary>
    /// Memory that the receive queue may take, in bytes (SO_RCVBUF as the kernel counts it); of a listening socket, its backlog.
    /// </summary>
    public long ReceiveBuffer { get; init; }

    /// <summary>Bytes that wait to be sent or to be acknowledged by the other side.</summary>
    public long SendQueue { get; init; }

    /// <summary>Memory that the send queue takes, in bytes.</summary>
    public long SendMemory { get; init; }

    /// <summary>Memory that the send queue may take, in bytes (SO_SNDBUF as the kernel counts it).</summary>
    public long SendBuffer { get; init; }

    /// <summary>Whether it waits for connections.</summary>
    public bool IsListening { get; init; }
}
