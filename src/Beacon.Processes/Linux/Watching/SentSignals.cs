using Beacon.Plans;

namespace Beacon.Processes.Linux.Watching;

/// <summary>The signals that the supervisor has sent to one process. Used by any thread.</summary>
internal sealed class SentSignals
{
    // A bit per signal: Linux has 64 (signal(7)).
    private ulong _sent;

    public void Add(UnixSignal signal) => Interlocked.Or(ref _sent, Bit(signal));

    public bool Contains(UnixSignal signal) => (Interlocked.Read(ref _sent) & Bit(signal)) != 0;

    private static ulong Bit(UnixSignal signal) => 1UL << ((int)signal - 1);
}
