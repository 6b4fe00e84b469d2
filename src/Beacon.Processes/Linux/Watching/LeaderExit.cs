namespace Beacon.Processes.Linux.Watching;

/// <summary>How the leader of a tree has exited.</summary>
/// <param name="Exited">What is reported of it.</param>
/// <param name="Usage">What it has used with the children that it waited for, as the kernel counted; null: that is unknown.</param>
/// <param name="LaunchFailure">Why the launcher could not execute the program; null: it did not say.</param>
/// <param name="HasExecuted">Whether it was seen to execute its program.</param>
internal sealed record LeaderExit(ProcessExited Exited, ResourceUsage? Usage, string? LaunchFailure, bool HasExecuted)
{
    /// <summary>
    /// Whether it may have exited without executing its program: a chain of tools says so in its output, which has to end first.
    /// </summary>
    public bool IsUncertain => LaunchFailure is not null || (!HasExecuted && Exited.Status.Code is 126 or 127);
}
