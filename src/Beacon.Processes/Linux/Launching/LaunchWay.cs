using Beacon.Processes.Linux.ControlGroups;
using Beacon.Processes.Linux.Native;

namespace Beacon.Processes.Linux.Launching;

/// <summary>
/// How a forked process executes its program. Every way keeps the same promises. The process leads a session of its own, so that a
/// terminal's Ctrl+C reaches the supervisor only, and is killed when the supervisor dies. It waits for a line on standard input before it
/// executes the program, so that its end is seen however soon that comes, and exits if there is none; only then does it get the mark of its
/// component. It has the limit of open files that the supervisor was started with, the default action of every signal (a background job
/// ignores SIGINT, .NET ignores SIGPIPE, and children would inherit that), no descriptors but its three, its nice value and its cgroup.
/// </summary>
internal abstract class LaunchWay
{
    /// <summary>
    /// The links of the chain, each a tool with its arguments that executes the next one; the program follows the last. A terminal is given
    /// by its file and takes both output streams.
    /// </summary>
    public abstract IReadOnlyList<string[]> LinksFor(LaunchSpec spec, Cgroup? cgroup, string? terminal);

    /// <summary>The variable that marks the processes of a component, set at the last step.</summary>
    protected static string MarkOf(LaunchSpec spec) => $"{ProcFs.ComponentVariable}={spec.Component}";

    /// <summary>Why the program could not be executed, as the tools printed it; null: it was executed.</summary>
    public abstract string? ReasonNotExecuted(int? exitCode, string? firstErrorLine);
}
