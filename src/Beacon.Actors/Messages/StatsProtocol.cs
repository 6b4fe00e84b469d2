using System.Collections.Immutable;
using System.Threading.Channels;
using Beacon.Records.Events;

namespace Beacon.Actors.Messages;

/// <summary>
/// The questions that the run's own machine asks the statistics. Local only: a subscription is a channel within this process. What
/// components send to the statistics from anywhere are <see cref="RunEvent"/>s and <see cref="OutputProtocol.LinesPrinted"/>.
/// </summary>
internal static class StatsProtocol
{
    /// <summary>Asks for the snapshot: answered by a <see cref="RunSnapshot"/>.</summary>
    public sealed record GetSnapshot
    {
        /// <summary>The question.</summary>
        public static readonly GetSnapshot Question = new();
    }

    /// <summary>Asks for the events so far: answered by <see cref="History"/>.</summary>
    public sealed record GetHistory
    {
        /// <summary>The question.</summary>
        public static readonly GetHistory Question = new();
    }

    /// <summary>The events so far, as a late subscriber receives them.</summary>
    /// <param name="Events">The events in their order, the last lines of output among them.</param>
    public sealed record History(ImmutableArray<RunEvent> Events);

    /// <summary>Publish events to this channel, past events first; it is completed after <see cref="RunFinished"/>.</summary>
    /// <param name="Channel">The channel; if its reader is far behind, output lines are left out, and nothing else.</param>
    /// <param name="Output">Whether output lines are wanted.</param>
    public sealed record Subscribe(Channel<RunEvent> Channel, bool Output);

    /// <summary>Stop publishing to this channel.</summary>
    /// <param name="Channel">The channel.</param>
    public sealed record Unsubscribe(Channel<RunEvent> Channel);
}
