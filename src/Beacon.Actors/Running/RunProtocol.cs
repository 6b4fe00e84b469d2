using Beacon.Actors.Plans;

namespace Beacon.Actors.Running;

/// <summary>What a <see cref="RunActor"/> is told by whoever owns the run and by the phases of the system's shutdown.</summary>
public static class RunProtocol
{
    /// <summary>End gracefully: the run is interrupted, unless it has already begun to stop.</summary>
    /// <param name="Signal">What asked for it.</param>
    public sealed record StopRun(UnixSignal Signal);

    /// <summary>Kill everything at once.</summary>
    public sealed record KillRun
    {
        /// <summary>The order.</summary>
        public static readonly KillRun Order = new();
    }

    /// <summary>
    /// Stop the components of a level; with that the run stops. Levels are always stopped from the last to the first: one that comes
    /// too early waits for its turn. Answered by <see cref="LevelStopped"/>.
    /// </summary>
    /// <param name="Level">1 is the level without dependencies.</param>
    public sealed record StopLevel(int Level);

    /// <summary>Nothing of that level is left, nor of those above it.</summary>
    /// <param name="Level">The level.</param>
    public sealed record LevelStopped(int Level);

    /// <summary>Tell me when the run is over: answered by its <see cref="RunResult"/>.</summary>
    public sealed record AwaitResult
    {
        /// <summary>The question.</summary>
        public static readonly AwaitResult Question = new();
    }
}
