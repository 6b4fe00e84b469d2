using Beacon.Plans;

namespace Beacon.Processes;

/// <summary>The program that a process executes.</summary>
/// <param name="Name">The name of its file; for a script, that of the interpreter.</param>
/// <param name="IsStatic">Whether it is linked statically, so that no library can be preloaded; null: that is unknown.</param>
public sealed record ProgramImage(string Name, bool? IsStatic);

/// <summary>One program that was started, and all processes that come from it.</summary>
/// <remarks>All members may be called on any thread and at any time, also after the end, when they do nothing and find nothing.</remarks>
public interface IProcess
{
    /// <summary>The program that the first process executes now; null: it has exited, or that is unknown.</summary>
    ProgramImage? Image { get; }

    /// <summary>
    /// Sends a signal to the whole process tree, or as <see cref="LaunchSpec.StopScope"/> says. A process that is not there yet gets it as
    /// soon as it is.
    /// </summary>
    /// <param name="signal">The signal.</param>
    void Signal(UnixSignal signal);

    /// <summary>Kills the whole process tree at once; a process that is not there yet is not made.</summary>
    void Kill();

    /// <summary>
    /// Says that there will be no successor: a process that was made ready for one (<see cref="LaunchSpec.RestartsAtOnce"/>) is ended
    /// before this returns.
    /// </summary>
    void Dismiss();

    /// <summary>
    /// Says that the last <see cref="OutputBatch"/> was processed, and that the next may be reported. A receiver that acknowledges late
    /// misses lines, the oldest first; without an acknowledgement no more batches come until the output ends.
    /// </summary>
    void AcknowledgeOutput();

    /// <summary>Whether a process of the tree listens on a TCP endpoint. Looks only, and never connects.</summary>
    /// <param name="endpoint">The endpoint.</param>
    SocketSight Listens(LocalEndpoint endpoint);

    /// <summary>Whether a process of the tree has bound a UDP endpoint. Looks only, and never sends.</summary>
    /// <param name="endpoint">The endpoint.</param>
    SocketSight HasBound(LocalEndpoint endpoint);

    /// <summary>
    /// Runs a short program beside the process, as a part of its tree: with its environment and limits, in its folder, in a session of its
    /// own. What it leaves behind ends with the tree.
    /// </summary>
    /// <param name="command">The program.</param>
    /// <param name="cancellationToken">Kills it and its session.</param>
    /// <returns>How it has ended; a failure to execute it is a result, not an exception.</returns>
    Task<SideCommandResult> RunAsync(SideCommand command, CancellationToken cancellationToken);
}
