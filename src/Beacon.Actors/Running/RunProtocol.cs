using System.Collections.Immutable;
using Beacon.Plans;
using Beacon.Records.Events;

namespace Beacon.Actors.Running;

/// <summary>What a <see cref="RunActor"/> is told by whoever owns the run and by the phases of the system's shutdown.</summary>
internal static class RunProtocol
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

    /// <summary>Tell me when every component is ready: answered by <see cref="IsOperational"/>, or never.</summary>
    public sealed record AwaitOperational
    {
        /// <summary>The question.</summary>
        public static readonly AwaitOperational Question = new();
    }

    /// <summary>Every component is ready, or completed where that was asked.</summary>
    public sealed record IsOperational
    {
        /// <summary>The fact.</summary>
        public static readonly IsOperational Fact = new();
    }

    /// <summary>Stop a component and start it again: answered by <see cref="RestartAnswer"/>.</summary>
    /// <param name="Component">The component's name.</param>
    public sealed record RestartComponent(string Component);

    /// <summary>The component is ready again, or was not restarted.</summary>
    /// <param name="Refusal">Why not, for a person; null: it is ready again.</param>
    public sealed record RestartAnswer(string? Refusal);

    /// <summary>Tell me when the run is over: answered by <see cref="RunOver"/>. The actor ends with that answer.</summary>
    public sealed record AwaitEnd
    {
        /// <summary>The question.</summary>
        public static readonly AwaitEnd Question = new();
    }

    /// <summary>The run is over and its record complete.</summary>
    /// <param name="Result">What it came to.</param>
    /// <param name="Events">What happened in it, as a late subscriber would be told.</param>
    public sealed record RunOver(RunResult Result, ImmutableArray<RunEvent> Events);
}
