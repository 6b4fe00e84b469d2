using Beacon.Processes.Linux.ControlGroups;
using Beacon.Processes.Linux.Native;

namespace Beacon.Processes.Linux.Launching;

/// <summary>
/// How a forked process becomes its program. Whichever way: it does so only at the supervisor's word, a line on standard input, so that how
/// it ends is known however soon that is, and if that ends without one it ends too; only then does it carry its component's mark; it leads
/// a session of its own, so that a terminal's Ctrl+C reaches the
/// supervisor only; it is killed when the supervisor dies; it has the limit of open files that the supervisor was started with, SIGPIPE
/// restored (.NET ignores it, and children would inherit that), no other descriptor than its three, its nice value and its cgroup.
/// </summary>
internal abstract class LaunchWay
{
    /// <summary>
    /// The links of the way, each a tool with its arguments that replaces itself by the next; the program follows the last.
    /// </summary>
    /// <param name="spec">What is launched.</param>
    /// <param name="cgroup">The cgroup to join; null: none.</param>
    /// <param name="terminal">The terminal's file that takes both output streams; null: they stay as they are.</param>
    public abstract IReadOnlyList<string[]> LinksFor(LaunchSpec spec, Cgroup? cgroup, string? terminal);

    /// <summary>What the program gets in its environment at the last step.</summary>
    protected static string MarkOf(LaunchSpec spec) => $"{ProcFs.ComponentVariable}={spec.Component}";

    /// <summary>The reason why the program could not be executed, as the way itself printed it; null: it was executed.</summary>
    /// <param name="exitCode">What the process exited with before its program was seen to run.</param>
    /// <param name="firstErrorLine">The first line on its standard error; null: none.</param>
    public abstract string? ReasonNotExecuted(int? exitCode, string? firstErrorLine);
}
