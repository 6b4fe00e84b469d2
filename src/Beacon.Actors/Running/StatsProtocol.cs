using System.Collections.Immutable;
using System.Threading.Channels;
using Beacon.Processes;
using Beacon.Records.Events;

namespace Beacon.Actors.Running;

/// <summary>What a <see cref="StatsAggregatorActor"/> is told. It is also told every <see cref="RunEvent"/> as such.</summary>
internal static class StatsProtocol
{
    /// <summary>A component printed lines.</summary>
    /// <param name="Component">The component's name.</param>
    /// <param name="Incarnation">The number of its incarnation.</param>
    /// <param name="Batch">The lines.</param>
    public sealed record Output(string Component, int Incarnation, OutputBatch Batch);

    /// <summary>The answer to <see cref="Output"/>: its lines were processed.</summary>
    /// <param name="Incarnation">The number of the incarnation that printed them.</param>
    public sealed record OutputProcessed(int Incarnation);

    /// <summary>Tell me the snapshot: answered by a <see cref="RunSnapshot"/>.</summary>
    public sealed record GetSnapshot
    {
        /// <summary>The question.</summary>
        public static readonly GetSnapshot Question = new();
    }

    /// <summary>Tell me what has happened so far: answered by <see cref="History"/>.</summary>
    public sealed record GetHistory
    {
        /// <summary>The question.</summary>
        public static readonly GetHistory Question = new();
    }

    /// <summary>What has happened so far, as a late subscriber is told.</summary>
    /// <param name="Events">The events in their order, the last lines of output among them.</param>
    public sealed record History(ImmutableArray<RunEvent> Events);

    /// <summary>Publish events to this channel, those that have happened first; it is completed after <see cref="RunFinished"/>.</summary>
    /// <param name="Channel">The channel; one that is far behind is spared output lines, nothing else.</param>
    /// <param name="Output">Whether output lines are wanted.</param>
    public sealed record Subscribe(Channel<RunEvent> Channel, bool Output);

    /// <summary>Publish no more to this channel.</summary>
    /// <param name="Channel">The channel.</param>
    public sealed record Unsubscribe(Channel<RunEvent> Channel);
}
