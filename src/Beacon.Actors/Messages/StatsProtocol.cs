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
    public sealed record GetSnapshot;

    /// <summary>Asks for the events so far: answered by <see cref="History"/>.</summary>
    public sealed record GetHistory;

    /// <summary>The events so far in their order, the last lines of output among them, as a late subscriber receives them.</summary>
    public sealed record History(ImmutableArray<RunEvent> Events);

    /// <summary>
    /// Publish events to this channel, past events first; it is completed after <see cref="RunFinished"/>. If its reader is far behind,
    /// output lines are left out, and nothing else.
    /// </summary>
    public sealed record Subscribe(Channel<RunEvent> Channel, bool Output);

    public sealed record Unsubscribe(Channel<RunEvent> Channel);
}
