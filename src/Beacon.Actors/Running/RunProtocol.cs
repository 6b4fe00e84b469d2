using System.Collections.Immutable;
using Beacon.Plans;
using Beacon.Records.Events;

namespace Beacon.Actors.Running;

/// <summary>The orders and questions to a <see cref="RunActor"/> from the owner of the run and from the system's shutdown phases.</summary>
internal static class RunProtocol
{
    /// <summary>Stop gracefully: the run is interrupted, unless it has already begun to stop.</summary>
    /// <param name="Signal">The signal that asked for it.</param>
    public sealed record StopRun(UnixSignal Signal);

    /// <summary>Kill everything at once.</summary>
    public sealed record KillRun
    {
        /// <summary>The order.</summary>
        public static readonly KillRun Order = new();
    }

    /// <summary>
    /// Stop the components of a level, and with that the run. Levels always stop from the last to the first: an order that comes too early
    /// waits for its turn. Answered by <see cref="LevelStopped"/>.
    /// </summary>
    /// <param name="Level">1 is the level without dependencies.</param>
    public sealed record StopLevel(int Level);

    /// <summary>Nothing is left of a level, nor of those above it.</summary>
    /// <param name="Level">The level.</param>
    public sealed record LevelStopped(int Level);

    /// <summary>Asks when every component is ready: answered by <see cref="IsOperational"/>, or never.</summary>
    public sealed record AwaitOperational
    {
        /// <summary>The question.</summary>
        public static readonly AwaitOperational Question = new();
    }

    /// <summary>Every component is ready, or completed where a dependent waits for that.</summary>
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

    /// <summary>Asks when the run is over: answered by <see cref="RunOver"/>. The actor ends with that answer.</summary>
    public sealed record AwaitEnd
    {
        /// <summary>The question.</summary>
        public static readonly AwaitEnd Question = new();
    }

    /// <summary>The run is over and its record complete.</summary>
    /// <param name="Result">The result.</param>
    /// <param name="Events">The events, as a late subscriber would receive them.</param>
    public sealed record RunOver(RunResult Result, ImmutableArray<RunEvent> Events);
}
