using Beacon.Processes.Linux.Trees;

namespace Beacon.Processes.Linux.Watching;

/// <summary>A process tree whose leader has exited. All members are called on the reaper thread.</summary>
internal interface IEndingTree
{
    /// <summary>The tree.</summary>
    ProcessTree Tree { get; }

    /// <summary>Whether the processes that are left are to be killed.</summary>
    bool IsToBeKilled { get; }

    /// <summary>Whether the time is up that the rest of the tree has, first to end by itself, then to die of the kill.</summary>
    bool IsOverdue { get; }

    /// <summary>Whether the processes that are left were killed in vain.</summary>
    bool IsGivenUp { get; }

    /// <summary>How long until the time is up, for a wait.</summary>
    int MillisecondsLeft { get; }

    /// <summary>Kills the processes that are left, and gives them the same time again to be gone.</summary>
    void Kill(List<int> members);

    /// <summary>Ends it all if the output has ended too: no process is left, or the survivors can't be killed.</summary>
    /// <returns>False: output is still to come.</returns>
    bool TryFinish(List<int> survivors);
}
