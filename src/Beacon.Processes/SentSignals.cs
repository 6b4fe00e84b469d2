using Beacon.Plans;

namespace Beacon.Processes;

/// <summary>The signals that the supervisor has sent to one process. Used by any thread.</summary>
internal sealed class SentSignals
{
    // A bit per signal: Linux has 64 (signal(7)).
    private ulong _sent;

    public void Add(UnixSignal signal) => Interlocked.Or(ref _sent, Bit(signal));

    public bool Contains(UnixSignal signal) => (Interlocked.Read(ref _sent) & Bit(signal)) != 0;

    /// <summary>
    /// How a process with an exit code ended: 128 + n is what shells and .NET make of signal n, and believed if that signal was sent.
    /// </summary>
    public ExitStatus Infer(int exitCode) =>
        exitCode is > 128 and <= 128 + 64 && Contains((UnixSignal)(exitCode - 128))
            ? new ExitStatus(null, (UnixSignal)(exitCode - 128), Inferred: true)
            : ExitStatus.Exited(exitCode);

    private static ulong Bit(UnixSignal signal) => 1UL << ((int)signal - 1);
}
