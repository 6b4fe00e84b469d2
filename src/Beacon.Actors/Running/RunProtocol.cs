using System.Collections.Immutable;
using Beacon.Actors.Controlling;
using Beacon.Actors.Messages;
using Beacon.Plans;
using Beacon.Records.Events;

namespace Beacon.Actors.Running;

/// <summary>The orders and questions to a <see cref="RunActor"/> from the owner of the run and from the system's shutdown phases.</summary>
internal static class RunProtocol
{
    /// <summary>Stop gracefully: the run is interrupted, unless it has already begun to stop.</summary>
    public sealed record StopRun(UnixSignal Signal);

    /// <summary>Kill everything at once.</summary>
    public sealed record KillRun;

    /// <summary>
    /// Stop the components of a level (1 is the one without dependencies), and with that the run. Levels always stop from the last to the
    /// first: an order that comes too early waits for its turn. Answered by <see cref="LevelStopped"/>.
    /// </summary>
    public sealed record StopLevel(int Level);

    /// <summary>Nothing is left of a level, nor of those above it.</summary>
    public sealed record LevelStopped(int Level);

    /// <summary>Asks when every component is ready: answered by <see cref="IsOperational"/>, or never.</summary>
    public sealed record AwaitOperational;

    /// <summary>Every component is ready, or completed where a dependent waits for that.</summary>
    public sealed record IsOperational;

    /// <summary>Stop a component and start it again: answered by <see cref="ControlAnswer"/>.</summary>
    public sealed record RestartComponent(string Component);

    /// <summary>An order by hand: answered by <see cref="ControlAnswer"/> once it is carried out; that to end the run, at once.</summary>
    public sealed record Control(ControlOrder Order) : IRemoteMessage;

    /// <summary>What was asked for is done (no refusal), or why it is not.</summary>
    public sealed record ControlAnswer(ControlRefusal? Refusal, bool HasChanged) : IRemoteMessage;

    /// <summary>Asks when the run is over: answered by <see cref="RunOver"/>. The actor ends with that answer.</summary>
    public sealed record AwaitEnd;

    /// <summary>The run is over and its record complete; the events are as a late subscriber would receive them.</summary>
    public sealed record RunOver(RunResult Result, ImmutableArray<RunEvent> Events);
}
