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

    /// <summary>
    /// How a process ended whose end nobody has seen: by the signal that was sent to stop it. If none was, it counts as a failure, with
    /// the code 255.
    /// </summary>
    public ExitStatus InferUnknown()
    {
        UnixSignal[] ofStop = [UnixSignal.SIGKILL, UnixSignal.SIGTERM, UnixSignal.SIGINT];
        var sent = Array.FindIndex(ofStop, Contains);
        return sent >= 0 ? new ExitStatus(null, ofStop[sent], Inferred: true) : new ExitStatus(255, null, Inferred: true);
    }

    private static ulong Bit(UnixSignal signal) => 1UL << ((int)signal - 1);
}
