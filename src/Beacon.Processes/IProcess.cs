using Beacon.Plans;

namespace Beacon.Processes;

/// <summary>
/// A handle on one started program and all the processes it makes. Every member may be called at any time, also after the end.
/// </summary>
internal interface IProcess
{
    /// <summary>What its leader executes now; null: it is gone, or that can't be told.</summary>
    ProgramImage? Image { get; }

    /// <summary>Sends a signal to the whole session. A process that is not there yet gets it as soon as it is.</summary>
    /// <param name="signal">The signal.</param>
    void Signal(UnixSignal signal);

    /// <summary>Kills the whole tree at once; a process that is not there yet is not made.</summary>
    void Kill();

    /// <summary>
    /// There will be no successor: what was made ready for one (<see cref="LaunchSpec.RestartsAtOnce"/>) is ended before this returns.
    /// </summary>
    void Dismiss();

    /// <summary>
    /// The last <see cref="OutputBatch"/> was processed, and the next may be reported. A receiver that acknowledges late misses lines, the
    /// oldest first; without an acknowledgement no more batches come until the output ends.
    /// </summary>
    void AcknowledgeOutput();

    /// <summary>Whether the process tree itself listens on a TCP endpoint. Observes, never connects.</summary>
    /// <param name="endpoint">The endpoint.</param>
    bool Listens(LocalEndpoint endpoint);

    /// <summary>Whether the process tree itself has bound a UDP endpoint. Observes, never sends.</summary>
    /// <param name="endpoint">The endpoint.</param>
    bool HasBound(LocalEndpoint endpoint);
}
